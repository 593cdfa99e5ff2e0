namespace ComfyTyped;

/// <summary>Decides whether a run that a node has ended with a failure is begun again. <see cref="OutOfMemoryPolicy"/> is one.</summary>
public interface IFailedRunPolicy
{
    /// <summary>Gives how the run is begun again.</summary>
    /// <param name="context">How it has failed.</param>
    /// <returns>How; or null to give up, so that the run ends with that failure. An exception of this method ends the run in its place.</returns>
    RunRetry? Decide(FailedRunContext context);
}
