namespace ComfyTyped;

/// <summary>A server of a <see cref="ComfyPool"/> has another state.</summary>
/// <param name="Server">The server.</param>
/// <param name="Previous">How it was.</param>
/// <param name="State">How it is now.</param>
/// <param name="Reason">Why it is down; null when it answers. For people, not for programs.</param>
public sealed record PoolServerChange(PoolServer Server, PoolServerState Previous, PoolServerState State, string? Reason);
