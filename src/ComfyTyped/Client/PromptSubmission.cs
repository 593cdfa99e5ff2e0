using System.Net;
using ComfyTyped.Connection;
using ComfyTyped.Protocol;

namespace ComfyTyped.Client;

/// <summary>Sends a prompt, and takes it back when it is not sure that the server has refused it.</summary>
internal sealed class PromptSubmission(RunRegistry runs, ServerApi api, RunCancellation cancellation, ComfyClientOptions options) : IPromptSubmission
{
    /// <exception cref="PromptRejectedException">The server does not accept it.</exception>
    /// <exception cref="PromptPartlyRejectedException">The server would leave outputs out.</exception>
    public async Task<RunAcceptance> SubmitAsync(PreparedRun prepared, CancellationToken cancellationToken)
    {
        RunState run = prepared.Run;
        run.Trace?.Submit();
        try
        {
            PromptReply reply = await api.SubmitAsync(prepared.Workflow, prepared.Request.Body.Memory, run.PromptId, cancellationToken).ConfigureAwait(false);
            // Only now is the body surely sent: a server may refuse it, or the request may end, while it is still being read.
            if (options.MaxResubmissions == 0)
                prepared.Request.Body.Dispose();
            runs.Confirm(run, reply.PromptId);
            if (reply.Dropped.Count == 0 || options.AcceptPartialPrompts)
                return new RunAcceptance(prepared.Request.Seeds, reply.Dropped);
            await cancellation.CancelAsync(run.PromptId).ConfigureAwait(false);
            throw PromptRejection.Partly(reply);
        }
        catch (Exception exception) when (IsUnsure(exception))
        {
            // The server may have accepted it all the same, behind a proxy that lost or replaced its answer, and nobody would hear of it.
            await cancellation.CancelAsync(run.PromptId).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Tells whether a failure leaves open if the server has accepted the prompt.</summary>
    public static bool IsUnsure(Exception failure) => failure
        is OperationCanceledException
        or ComfyConnectionException
        or ComfyServerException { StatusCode: HttpStatusCode.OK or >= HttpStatusCode.InternalServerError };
}
