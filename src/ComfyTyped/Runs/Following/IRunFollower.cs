namespace ComfyTyped.Runs;

/// <summary>Waits for the end of a run.</summary>
internal interface IRunFollower
{
    /// <param name="evidence">Takes in what speaks for a restart of the server, and judges it.</param>
    /// <param name="deadlines">The time limits.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ComfyRunLostException">The server does not know the run any more, or is gone.</exception>
    /// <exception cref="ComfyRunTimeoutException">A time limit is passed.</exception>
    Task<RunEnd> FollowAsync(RestartEvidence evidence, RunDeadlines deadlines, CancellationToken cancellationToken);
}
