namespace ComfyTyped;

/// <summary>What an <see cref="IReconnectPolicy"/> decides on.</summary>
/// <param name="Attempts">How many attempts have failed since the socket dropped: 0 before the first.</param>
/// <param name="Elapsed">How long ago it dropped.</param>
/// <param name="Failure">Why the last attempt failed, or null before the first.</param>
public readonly record struct ReconnectContext(int Attempts, TimeSpan Elapsed, ComfyConnectionException? Failure);
