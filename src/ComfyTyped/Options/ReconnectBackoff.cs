namespace ComfyTyped;

/// <summary>Tries without end, with pauses that double up to a longest one. Each is cut by chance to between half and all of it, so that many clients do not come back at once.</summary>
public sealed class ReconnectBackoff : IReconnectPolicy
{
    /// <summary>Gets the pause before the first attempt.</summary>
    /// <value>The default is 100 milliseconds.</value>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Gets the longest pause.</summary>
    /// <value>The default is 15 seconds.</value>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public TimeSpan? NextDelay(ReconnectContext context)
    {
        double whole = Math.Min(FirstDelay.TotalMilliseconds * Math.Pow(2, context.Attempts), MaxDelay.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(whole * (0.5 + (Random.Shared.NextDouble() / 2)));
    }
}
