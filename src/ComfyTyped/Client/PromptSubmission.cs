using System.Net;
using System.Runtime.ExceptionServices;
using ComfyTyped.Connection;
using ComfyTyped.Protocol;

namespace ComfyTyped.Client;

/// <summary>
/// Sends a prompt until the server has it, once. A prompt that the server may have although its answer was lost is sent again only after the server was
/// asked for it, and is taken back when that cannot be found out.
/// </summary>
internal sealed class PromptSubmission(RunServices services) : IPromptSubmission
{
    private readonly RequestRetry _retry = new(IsUnsure, services.Options, services.Logger);
    private readonly PromptInquiry _inquiry = new(services.Api, services.Time);

    /// <exception cref="PromptRejectedException">The server does not accept it.</exception>
    /// <exception cref="PromptPartlyRejectedException">The server would leave outputs out.</exception>
    public async Task<RunAcceptance> SubmitAsync(PreparedRun prepared, CancellationToken cancellationToken)
    {
        RunState run = prepared.Run;
        run.Trace?.Submit();
        prepared.Tell(services.Api.Server);
        (PromptReply reply, bool mayHaveCopy) = await SendAsync(prepared, cancellationToken).ConfigureAwait(false);
        // Only now is the body surely sent: a server may refuse it, or the request may end, while it is still being read.
        if (services.Options.MaxResubmissions == 0 && prepared.Limits.FailedRunPolicy is null)
            prepared.Request.Body.Dispose();
        bool hasOtherId = reply.PromptId != run.PromptId;
        run.Socket.Runs.Confirm(run, reply.PromptId);
        if (hasOtherId)
            prepared.Tell(services.Api.Server);
        if (reply.Dropped.Count == 0 || services.Options.AcceptPartialPrompts)
            return new RunAcceptance(prepared.Request.Seeds, reply.Dropped, mayHaveCopy);
        await services.TakeBacks.CancelAsync(run.PromptId).ConfigureAwait(false);
        throw PromptRejection.Partly(reply);
    }

    /// <summary>Tells whether a failure leaves open if the server has accepted the prompt.</summary>
    public static bool IsUnsure(Exception failure) => failure
        is OperationCanceledException
        or ComfyConnectionException
        or ComfyServerException { StatusCode: HttpStatusCode.OK or >= HttpStatusCode.InternalServerError };

    private async Task<(PromptReply Reply, bool MayHaveCopy)> SendAsync(PreparedRun prepared, CancellationToken cancellationToken)
    {
        string promptId = prepared.Run.PromptId;
        Task<PromptReply>? posting = null;
        Exception? doubt = null;
        bool isSentAgain = false;
        try
        {
            PromptReply? reply = await _retry.RunAsync<PromptReply?>(AttemptAsync, cancellationToken).ConfigureAwait(false);
            if (reply is null)
                ExceptionDispatchInfo.Throw(doubt!);
            return (reply!, isSentAgain);
        }
        catch (Exception exception) when (posting is not null && (doubt is not null || exception is OperationCanceledException))
        {
            // The server may have it all the same, and nobody would hear of it.
            await services.TakeBacks.TakeBackAsync(promptId, posting).ConfigureAwait(false);
            throw;
        }

        // Null when the server cannot be asked, since it has given the prompt an id of its own.
        async Task<PromptReply?> AttemptAsync(CancellationToken token)
        {
            if (doubt is not null)
            {
                if (!await services.Api.KeepsPromptIdsAsync(token).ConfigureAwait(false))
                    return null;
                if (await _inquiry.FindAsync(prepared.Run, doubt, token).ConfigureAwait(false))
                {
                    Log.RunFound(services.Logger, promptId);
                    return new PromptReply(promptId, []);
                }
                isSentAgain = true;
            }
            token.ThrowIfCancellationRequested();
            try
            {
                // The token does not end the request: a server that has received the prompt takes it, whoever waits for the answer.
                posting = services.Api.SubmitAsync(prepared.Workflow, prepared.Request.Body.Memory, promptId, services.TakeBacks.Lifetime);
                return await posting.WaitAsync(token).ConfigureAwait(false);
            }
            catch (ComfyException failure) when (IsUnsure(failure))
            {
                if (!IsUnsent(failure))
                    doubt = failure;
                throw;
            }
        }
    }

    /// <summary>There was no connection that the prompt could have left by.</summary>
    private static bool IsUnsent(ComfyException failure) => failure.InnerException is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };
}
