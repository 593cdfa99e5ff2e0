namespace ComfyTyped.Hosting;

/// <summary>A server of the pool of the services.</summary>
/// <param name="Name">The key of its client.</param>
internal sealed record PoolMember(string Name);
