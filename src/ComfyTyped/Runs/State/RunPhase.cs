namespace ComfyTyped.Runs;

/// <summary>How far an attempt of a run has come, as far as its socket has told. The order matters: a later phase has a higher value.</summary>
/// <remarks>
/// Only <see cref="RunState"/> moves it. What the socket brings moves it forward (<c>Accept</c>). The history can still report a verdict that the socket did not
/// (<c>ReportEnd</c>). It goes back in two cases: another attempt starts at the beginning (<c>BeginAgain</c>), and an end that the server contradicts is taken back
/// (<c>DoubtEnd</c>). Whether the run is over is for <see cref="RunFollower"/> to decide, which asks the server's history, jobs and queue as well.
/// </remarks>
internal enum RunPhase
{
    /// <summary>Nothing was told since it was submitted: it waits in the queue, or the socket is deaf.</summary>
    Submitted,

    /// <summary>The server has told something of it.</summary>
    Running,

    /// <summary>Success, failure or interruption was told. The history that proves it may be written a moment later.</summary>
    OutcomeTold,

    /// <summary>The server is done with it, so that its history can be read.</summary>
    Ended,
}
