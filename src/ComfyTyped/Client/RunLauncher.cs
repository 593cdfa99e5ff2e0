using ComfyTyped.Connection;
using ComfyTyped.Diagnostics;
using ComfyTyped.Files;
using ComfyTyped.Protocol;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Client;

/// <summary>Gets runs going: the registration, then the socket, then the prompt, so that no event can come too early.</summary>
internal sealed class RunLauncher(
    SharedConnection connection,
    RunRegistry runs,
    SentRuns? sent,
    ServerApi api,
    FileDownloads files,
    ComfyClientOptions options,
    ILogger logger)
{
    private readonly RunCancellation _cancellation = new(api, options, logger);
    private readonly RunFollowers _followers = new(connection, runs, sent, api, options, logger);
    private readonly IPromptSubmission _submission = sent is null
        ? new PromptSubmission(runs, api, new RunCancellation(api, options, logger), options, logger)
        : new SocketSubmission(connection, runs, sent, api, options);

    private readonly FileTransfers _transfers = new(api, options);
    private readonly ActiveRuns _active = new();

    public PreparedRun Prepare(ComfyWorkflow workflow, EventInterest interest, RunOptions queueing)
    {
        if (options is { ValidateBeforeSubmit: true, AcceptPartialPrompts: false })
            WorkflowInvalidException.ThrowIfInvalid(workflow);
        var run = new RunState(workflow, files, interest, options, Guid.NewGuid().ToString("D"));
        var request = new PromptRequest(workflow.WritePrompt, run.PromptId, options, queueing);
        if (options.LogInputs && logger.IsEnabled(LogLevel.Information))
            Log.RunInputs(logger, run.PromptId, workflow.DisplayName, ChangedInputs.Of(workflow, request.Seeds));
        return new PreparedRun(run, workflow, request, queueing.Over(options));
    }

    /// <summary>Prepares an attempt at a run that may be sent to several servers, one after another.</summary>
    public PreparedRun Prepare(PromptSnapshot snapshot, RunFeed feed, RunOptions queueing)
    {
        var run = new RunState(snapshot.Workflow, files, feed, options, Guid.NewGuid().ToString("D"));
        return new PreparedRun(run, snapshot.Workflow, new PromptRequest(snapshot.WritePrompt, run.PromptId, options, queueing), queueing.Over(options));
    }

    public Task<RunSession> LaunchAsync(PreparedRun prepared, CancellationToken cancellationToken) =>
        BeginAsync(prepared.Run, stop => SubmitAsync(prepared, stop, cancellationToken), cancellationToken);

    public Task<RunSession> ResumeAsync(ComfyWorkflow workflow, RunHandle handle, CancellationToken cancellationToken)
    {
        var run = new RunState(workflow, files, EventInterest.All, options, handle.PromptId) { ClientId = handle.ClientId };
        return BeginAsync(run, stop => ResumeAsync(run, handle, stop, cancellationToken), cancellationToken);
    }

    /// <summary>Takes a run off the server that nobody follows any more.</summary>
    /// <exception cref="ComfyException">The server does not answer, or with a failure.</exception>
    public Task<bool> TakeBackAsync(string promptId, CancellationToken cancellationToken) => _cancellation.TryCancelAsync(promptId, cancellationToken);

    /// <summary>Cancels all runs, those included that are not accepted yet, and starts no other.</summary>
    public Task StopAsync() => _active.StopAllAsync();

    private async Task<RunSession> BeginAsync(RunState run, Func<CancellationTokenSource, Task<RunSession>> begin, CancellationToken cancellationToken)
    {
        CancellationTokenSource stop = _active.Begin(cancellationToken);
        run.Trace = RunTrace.Begin(run.PromptId, run.Scope.Workflow.DisplayName, api.Server, options.TimeProvider, logger);
        try
        {
            runs.Register(run);
            return await begin(stop).ConfigureAwait(false);
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

    private async Task<RunSession> SubmitAsync(PreparedRun prepared, CancellationTokenSource stop, CancellationToken cancellationToken)
    {
        RunState run = prepared.Run;
        // The socket comes last: it could drop during a long transfer.
        await _transfers.BringAsync(prepared.Request, stop.Token).ConfigureAwait(false);
        run.ClientId = await connection.GetAsync(null, stop.Token).ConfigureAwait(false);
        prepared.Request.Complete(run.ClientId);
        var attempts = new RunAttempts(run, prepared, prepared.Limits, new RunAcceptance([], []), _followers, connection, runs, api, _submission, options, logger);
        RunAcceptance acceptance = await attempts.SubmitAsync(stop.Token).ConfigureAwait(false);
        Log.RunAccepted(logger, run.PromptId, prepared.Workflow.DisplayName);
        return new RunSession(run, runs, attempts, _cancellation, acceptance, logger, _active, stop, cancellationToken);
    }

    private async Task<RunSession> ResumeAsync(RunState run, RunHandle handle, CancellationTokenSource stop, CancellationToken cancellationToken)
    {
        await connection.GetAsync(handle.ClientId, stop.Token).ConfigureAwait(false);
        runs.Confirm(run, handle.PromptId);
        Log.RunResumed(logger, run.PromptId, handle.Workflow);
        var acceptance = new RunAcceptance(handle.Seeds, []);
        var attempts = new RunAttempts(run, null, new RunOptions().Over(options), acceptance, _followers, connection, runs, api, _submission, options, logger);
        return new RunSession(run, runs, attempts, _cancellation, acceptance, logger, _active, stop, cancellationToken);
    }
}
