using ComfyTyped.Connection;
using ComfyTyped.Protocol;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Client;

/// <summary>Gets runs going: the registration, then the socket, then the request, so that no event can come too early.</summary>
internal sealed class RunLauncher(
    SharedConnection connection,
    RunRegistry runs,
    ServerApi api,
    FileDownloads files,
    ComfyClientOptions options,
    ILogger logger)
{
    private readonly RunCancellation _cancellation = new(api, options, logger);
    private readonly PromptSubmission _submission = new(runs, api, new RunCancellation(api, options, logger), options);
    private readonly ActiveRuns _active = new();

    public PreparedRun Prepare(ComfyWorkflow workflow, EventInterest interest)
    {
        if (options is { ValidateBeforeSubmit: true, AcceptPartialPrompts: false })
            WorkflowInvalidException.ThrowIfInvalid(workflow);
        var run = new RunState(workflow, files, interest, options);
        return new PreparedRun(run, workflow, new PromptRequest(workflow, run.PromptId, options));
    }

    public async Task<RunSession> LaunchAsync(PreparedRun prepared, CancellationToken cancellationToken)
    {
        CancellationTokenSource stop = _active.Begin(cancellationToken);
        RunState run = prepared.Run;
        try
        {
            runs.Register(run);
            prepared.Request.Complete(await connection.GetAsync(stop.Token).ConfigureAwait(false));
            var attempts = new RunAttempts(prepared, connection, runs, api, _submission, options, logger);
            RunAcceptance acceptance = await attempts.SubmitAsync(stop.Token).ConfigureAwait(false);
            Log.RunAccepted(logger, run.PromptId, prepared.Workflow.GetType().Name);
            return new RunSession(run, runs, attempts, _cancellation, acceptance, logger, _active, stop, cancellationToken);
        }
        catch (Exception exception)
        {
            bool isCancelled = exception is OperationCanceledException && cancellationToken.IsCancellationRequested;
            runs.Unregister(run);
            _active.End(stop);
            if (isCancelled)
                throw new OperationCanceledException(exception.Message, exception, cancellationToken);
            throw;
        }
    }

    /// <summary>Cancels all runs, those included that are not accepted yet, and starts no other.</summary>
    public Task StopAsync() => _active.StopAllAsync();
}
