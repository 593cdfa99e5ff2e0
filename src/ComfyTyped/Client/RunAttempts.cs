using ComfyTyped.Connection;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Client;

/// <summary>A run through all its submissions: one, unless restarts of the server lose it and the options allow more.</summary>
internal sealed class RunAttempts(
    PreparedRun prepared,
    SharedConnection connection,
    RunRegistry runs,
    ServerApi api,
    PromptSubmission submission,
    ComfyClientOptions options,
    ILogger logger)
{
    private readonly RestartEvidence _evidence = new();
    private readonly RunDeadlines _deadlines = new(prepared.Run, options);

    // From before the prompt is sent: a socket that drops meanwhile is noticed.
    private RunFollower _follower = new(prepared.Run, connection, runs, api, options, logger);

    public Task<RunAcceptance> SubmitAsync(CancellationToken cancellationToken) => submission.SubmitAsync(prepared, cancellationToken);

    /// <exception cref="ComfyRunLostException">The server does not know the run any more, or is gone.</exception>
    /// <exception cref="ComfyRunTimeoutException">A time limit is passed.</exception>
    public async Task<RunEnd> FollowAsync(CancellationToken cancellationToken)
    {
        for (int count = 1; ; count++)
        {
            try
            {
                return await _follower.FollowAsync(_evidence, _deadlines, cancellationToken).ConfigureAwait(false);
            }
            catch (ComfyRunLostException lost) when (lost.Reason == RunLostReason.Restarted && count <= options.MaxResubmissions)
            {
                await ResubmitAsync(lost, count, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task ResubmitAsync(ComfyRunLostException lost, int count, CancellationToken cancellationToken)
    {
        Log.RunResubmitted(logger, lost.PromptId, count, lost);
        prepared.Run.BeginAgain(count);
        _follower = new RunFollower(prepared.Run, connection, runs, api, options, logger);
        try
        {
            await submission.SubmitAsync(prepared, cancellationToken).ConfigureAwait(false);
            _evidence.Clear();
            _deadlines.OnResubmitted();
        }
        catch (ComfyException failure) when (PromptSubmission.IsUnsure(failure))
        {
            // The follower finds out what became of it; under the same id there is but one.
            _evidence.OnFailure(failure);
        }
    }
}
