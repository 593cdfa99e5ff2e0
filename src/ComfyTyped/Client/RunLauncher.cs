using System.Net;
using ComfyTyped.Connection;
using ComfyTyped.Diagnostics;
using ComfyTyped.Protocol;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Client;

/// <summary>Gets runs going: socket first, then the registration, then the request, so that no event can come too early.</summary>
internal sealed class RunLauncher(
    SharedConnection connections,
    RunRegistry runs,
    ServerApi api,
    FileDownloads files,
    ComfyClientOptions options,
    ILogger logger)
{
    private readonly RunCancellation _cancellation = new(api, options, logger);
    private readonly ActiveRuns _active = new();

    public PreparedRun Prepare(ComfyWorkflow workflow, EventInterest interest, RunOptions queueing)
    {
        if (options is { ValidateBeforeSubmit: true, AcceptPartialPrompts: false })
            WorkflowInvalidException.ThrowIfInvalid(workflow);
        var run = new RunState(workflow, files, interest, options.EventBufferSize);
        return new PreparedRun(run, workflow, new PromptRequest(workflow, run.PromptId, options, queueing));
    }

    public async Task<RunSession> LaunchAsync(PreparedRun prepared, CancellationToken cancellationToken)
    {
        CancellationTokenSource stop = _active.Begin(cancellationToken);
        RunState run = prepared.Run;
        run.Trace = RunTrace.Begin(prepared.Workflow.GetType().Name, api.Server, options.TimeProvider);
        try
        {
            ComfyConnection connection = await connections.GetAsync(stop.Token).ConfigureAwait(false);
            runs.Register(run);
            prepared.Request.Complete(connection.ClientId);
            run.Trace.Submit();
            RunAcceptance acceptance = await SubmitAsync(prepared, stop.Token).ConfigureAwait(false);
            Log.RunAccepted(logger, run.PromptId, prepared.Workflow.GetType().Name);
            var follower = new RunFollower(run, connection, runs, api, options, logger);
            return new RunSession(run, runs, follower, _cancellation, acceptance, logger, _active, stop, cancellationToken);
        }
        catch (Exception exception)
        {
            bool isCancelled = exception is OperationCanceledException && cancellationToken.IsCancellationRequested;
            runs.Unregister(run);
            run.Trace.End(exception);
            _active.End(stop);
            if (isCancelled)
                throw new OperationCanceledException(exception.Message, exception, cancellationToken);
            throw;
        }
    }

    /// <summary>Cancels all runs, those included that are not accepted yet, and starts no other.</summary>
    public Task StopAsync() => _active.StopAllAsync();

    private async Task<RunAcceptance> SubmitAsync(PreparedRun prepared, CancellationToken cancellationToken)
    {
        RunState run = prepared.Run;
        try
        {
            PromptReply reply = await api.SubmitAsync(prepared.Workflow, prepared.Request.Body, run.PromptId, cancellationToken).ConfigureAwait(false);
            runs.Confirm(run, reply.PromptId);
            if (reply.Dropped.Count == 0 || options.AcceptPartialPrompts)
                return new RunAcceptance(prepared.Request.Seeds, reply.Dropped);
            await _cancellation.CancelAsync(run.PromptId).ConfigureAwait(false);
            throw PromptRejection.Partly(reply);
        }
        catch (Exception exception) when (exception
            is OperationCanceledException
            or ComfyConnectionException
            or ComfyServerException { StatusCode: HttpStatusCode.OK or >= HttpStatusCode.InternalServerError })
        {
            // The server may have accepted it all the same, behind a proxy that lost or replaced its answer, and nobody would hear of it.
            await _cancellation.CancelAsync(run.PromptId).ConfigureAwait(false);
            throw;
        }
    }
}
