namespace ComfyTyped;

/// <summary>Decides when a socket that dropped while runs were under way is sought again. <see cref="ReconnectBackoff"/> is one.</summary>
public interface IReconnectPolicy
{
    /// <summary>Gives the pause before the next attempt. A run that is started meanwhile does not wait for its end.</summary>
    /// <param name="context">What was tried so far.</param>
    /// <returns>The pause, at most 24 days; or null to give up, so that runs are followed by history and queue alone until the next run is started.</returns>
    TimeSpan? NextDelay(ReconnectContext context);
}
