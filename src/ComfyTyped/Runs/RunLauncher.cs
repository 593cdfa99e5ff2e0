using ComfyTyped.Diagnostics;
using ComfyTyped.Graph;
using ComfyTyped.Options;
using ComfyTyped.Primitives;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Runs;

/// <summary>Gets runs going: the files, then the socket, then the prompt, so that no event can come too early.</summary>
internal sealed class RunLauncher
{
    private readonly RunServices _services;
    private readonly RunWays _ways;
    private readonly IFileReader _files;
    private readonly FileTransfers _transfers;
    private readonly ActiveRuns _active = new();

    public RunLauncher(RunServices services, IFileReader files)
    {
        (_services, _files) = (services, files);
        _transfers = new FileTransfers(services.Api, services.Options);
        IPromptSubmission submission = services.Options.SubmissionMode == SubmissionMode.Socket ? new SocketSubmission(services) : new PromptSubmission(services);
        _ways = new RunWays(submission, new RunFollowers(services));
    }

    private ComfyClientOptions Options => _services.Options;

    public PreparedRun Prepare(ComfyWorkflow workflow, EventInterest interest, RunOptions queueing)
    {
        if (Options is { ValidateBeforeSubmit: true, AcceptPartialPrompts: false })
            WorkflowInvalidException.ThrowIfInvalid(workflow);
        var run = new RunState(workflow, _files, interest, Options, Guid.NewGuid().ToString("D"));
        var request = new PromptRequest(workflow.WritePrompt, Options, queueing);
        if (Options.LogInputs && _services.Logger.IsEnabled(LogLevel.Information))
            Log.RunInputs(_services.Logger, run.PromptId, workflow.DisplayName, ChangedInputs.Of(workflow, request.Seeds));
        return new PreparedRun(run, workflow, request, queueing.Over(Options));
    }

    /// <summary>Prepares an attempt at a run that may be sent to several servers, one after another.</summary>
    public PreparedRun Prepare(PromptSnapshot snapshot, RunFeed feed, RunOptions queueing)
    {
        var run = new RunState(snapshot.Workflow, _files, feed, Options, Guid.NewGuid().ToString("D"));
        return new PreparedRun(run, snapshot.Workflow, new PromptRequest(snapshot.WritePrompt, Options, queueing), queueing.Over(Options));
    }

    public Task<RunSession> LaunchAsync(PreparedRun prepared, CancellationToken cancellationToken)
    {
        var deadlines = new RunDeadlines(prepared.Run, prepared.Limits, Options, _services.Logger);
        return BeginAsync(prepared.Run, deadlines, token => SubmitAsync(prepared, deadlines, token), cancellationToken);
    }

    public Task<RunSession> ResumeAsync(ComfyWorkflow workflow, RunHandle handle, CancellationToken cancellationToken)
    {
        var run = new RunState(workflow, _files, EventInterest.All, Options, handle.PromptId);
        var deadlines = new RunDeadlines(run, new RunOptions().Over(Options), Options, _services.Logger);
        return BeginAsync(run, deadlines, token => ResumeAsync(run, handle, deadlines, token), cancellationToken);
    }

    /// <summary>Takes a run off the server that nobody follows any more.</summary>
    /// <exception cref="ComfyException">The server does not answer, or with a failure.</exception>
    public Task<bool> TakeBackAsync(string promptId, CancellationToken cancellationToken) => _services.TakeBacks.TryCancelAsync(promptId, cancellationToken);

    /// <summary>Cancels all runs, those included that are not accepted yet, and starts no other.</summary>
    public Task StopAsync() => _active.StopAllAsync();

    private async Task<RunSession> BeginAsync(
        RunState run,
        RunDeadlines deadlines,
        Func<CancellationToken, Task<RunAttempts>> begin,
        CancellationToken cancellationToken)
    {
        CancellationTokenSource stop = _active.Begin(cancellationToken);
        try
        {
            run.Trace = RunTrace.Begin(run.PromptId, run.Scope.Workflow.DisplayName, _services.Api.Server, Options.TimeProvider, _services.Logger);
            RunAttempts attempts = await BeginInTimeAsync(deadlines, begin, stop.Token).ConfigureAwait(false);
            return new RunSession(run, attempts, _services, _active, new RunStop(stop, cancellationToken));
        }
        catch (Exception exception)
        {
            bool isCancelled = exception is OperationCanceledException && cancellationToken.IsCancellationRequested;
            run.Socket?.Leave(run);
            run.Trace?.End(exception);
            _active.End(stop);
            if (isCancelled)
                throw new OperationCanceledException(exception.Message, exception, cancellationToken);
            throw;
        }
    }

    private async Task<RunAttempts> BeginInTimeAsync(RunDeadlines deadlines, Func<CancellationToken, Task<RunAttempts>> begin, CancellationToken stop)
    {
        if (deadlines.LeftOfRun is not { } left)
            return await begin(stop).ConfigureAwait(false);
        using var limit = new LinkedTimeout(left, Options.TimeProvider, stop);
        try
        {
            return await begin(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested && limit.IsCancellationRequested)
        {
            throw deadlines.RunPassed();
        }
    }

    private async Task<RunAttempts> SubmitAsync(PreparedRun prepared, RunDeadlines deadlines, CancellationToken cancellationToken)
    {
        RunState run = prepared.Run;
        // The socket comes last: it could drop during a long transfer.
        await _transfers.BringAsync(prepared.Request, cancellationToken).ConfigureAwait(false);
        await _services.Sockets.JoinAsync(run, null, cancellationToken).ConfigureAwait(false);
        prepared.Request.WriteBody(run.PromptId, run.Socket.ClientId);
        var attempts = new RunAttempts(run, prepared, deadlines, _ways, _services);
        await attempts.SubmitAsync(cancellationToken).ConfigureAwait(false);
        Log.RunAccepted(_services.Logger, run.PromptId, prepared.Workflow.DisplayName);
        return attempts;
    }

    private async Task<RunAttempts> ResumeAsync(RunState run, RunHandle handle, RunDeadlines deadlines, CancellationToken cancellationToken)
    {
        await _services.Sockets.JoinAsync(run, handle.ClientId, cancellationToken).ConfigureAwait(false);
        run.Socket.Runs.Confirm(run, handle.PromptId);
        Log.RunResumed(_services.Logger, run.PromptId, handle.Workflow);
        deadlines.OnSubmitted();
        var attempts = new RunAttempts(run, null, deadlines, _ways, _services);
        attempts.Resume(handle.Seeds);
        return attempts;
    }
}
