using ComfyTyped.Connection;
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
    private readonly HashSet<RunSession> _sessions = [];

    public PreparedRun Prepare(ComfyWorkflow workflow, EventInterest interest)
    {
        if (options is { ValidateBeforeSubmit: true, AcceptPartialPrompts: false })
            WorkflowInvalidException.ThrowIfInvalid(workflow);
        var run = new RunState(workflow, files, interest, options.EventBufferSize);
        return new PreparedRun(run, workflow, new PromptRequest(workflow, run.PromptId, options));
    }

    public async Task<RunSession> LaunchAsync(PreparedRun prepared, CancellationToken cancellationToken)
    {
        ComfyConnection connection = await connections.GetAsync(cancellationToken).ConfigureAwait(false);
        RunState run = prepared.Run;
        runs.Register(run);
        try
        {
            prepared.Request.Complete(connection.ClientId);
            RunAcceptance acceptance = await SubmitAsync(prepared, cancellationToken).ConfigureAwait(false);
            Log.RunAccepted(logger, run.PromptId, prepared.Workflow.GetType().Name);
            var follower = new RunFollower(run, connection, runs, api, options, logger);
            return Track(new RunSession(run, runs, follower, _cancellation, acceptance, logger, cancellationToken));
        }
        catch
        {
            runs.Unregister(run);
            throw;
        }
    }

    public Task CancelAllAsync()
    {
        lock (_sessions)
            return Task.WhenAll(_sessions.Select(session => session.CancelAsync()));
    }

    private RunSession Track(RunSession session)
    {
        lock (_sessions)
            _sessions.Add(session);
        session.Outputs.ContinueWith(
            _ =>
            {
                lock (_sessions)
                    _sessions.Remove(session);
            },
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default);
        return session;
    }

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
        catch (Exception exception) when (exception is OperationCanceledException or ComfyConnectionException)
        {
            // The server may have accepted it all the same, and nobody would hear of it.
            await _cancellation.CancelAsync(run.PromptId).ConfigureAwait(false);
            throw;
        }
    }
}
