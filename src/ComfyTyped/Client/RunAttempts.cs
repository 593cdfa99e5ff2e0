using ComfyTyped.Connection;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Client;

/// <summary>A run through all its submissions: one, unless restarts of the server lose it and the options allow more.</summary>
/// <param name="run">The run.</param>
/// <param name="prepared">What is sent; null when another process has sent it, so that it cannot be sent again.</param>
/// <param name="followers">Gives those who wait for its end.</param>
/// <param name="api">The server.</param>
/// <param name="submission">Sends it.</param>
/// <param name="options">The options.</param>
/// <param name="logger">The log.</param>
internal sealed class RunAttempts(
    RunState run,
    PreparedRun? prepared,
    RunFollowers followers,
    ServerApi api,
    IPromptSubmission submission,
    ComfyClientOptions options,
    ILogger logger)
{
    private readonly RestartEvidence _evidence = new();
    private readonly RunDeadlines _deadlines = new(run, options);

    // From before the prompt is sent: a socket that drops meanwhile is noticed.
    private IRunFollower _follower = followers.Create(run, isResumed: prepared is null);

    public Uri Server => api.Server;

    public Task<RunAcceptance> SubmitAsync(CancellationToken cancellationToken) => submission.SubmitAsync(prepared!, cancellationToken);

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
            catch (ComfyRunLostException lost) when (IsToBeSentAgain(lost, count))
            {
                await ResubmitAsync(prepared!, lost, count, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private bool IsToBeSentAgain(ComfyRunLostException lost, int count) =>
        prepared is not null && lost.Reason == RunLostReason.Restarted && count <= options.MaxResubmissions;

    private async Task ResubmitAsync(PreparedRun again, ComfyRunLostException lost, int count, CancellationToken cancellationToken)
    {
        Log.RunResubmitted(logger, lost.PromptId, count, lost);
        run.BeginAgain(count);
        _follower = followers.Create(run, isResumed: false);
        try
        {
            await submission.SubmitAsync(again, cancellationToken).ConfigureAwait(false);
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
