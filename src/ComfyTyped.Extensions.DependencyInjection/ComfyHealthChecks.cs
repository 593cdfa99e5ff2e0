using ComfyTyped;
using ComfyTyped.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds health checks of ComfyUI servers.</summary>
public static class ComfyHealthChecks
{
    /// <summary>
    /// Adds a check of a server that has a client in the services: it is healthy when it answers. The check's data have <c>comfyui_version</c>,
    /// <c>queue_remaining</c> and <c>vram_free</c> (bytes).
    /// </summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="client">The key of the client; null for the one without a key.</param>
    /// <param name="name">The check's name; null for <c>comfy</c>, or <c>comfy-key</c> with the key.</param>
    /// <param name="failureStatus">What a server is that does not answer; null for unhealthy.</param>
    /// <param name="tags">The check's tags.</param>
    /// <param name="timeout">How long the server may take; null for <see cref="ComfyClientOptions.RequestTimeout"/> for each of two requests.</param>
    /// <returns>The health checks.</returns>
    public static IHealthChecksBuilder AddComfy(
        this IHealthChecksBuilder builder,
        string? client = null,
        string? name = null,
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null,
        TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        name ??= client is null ? "comfy" : "comfy-" + client;
        return builder.Add(new HealthCheckRegistration(name, provider => new ComfyHealthCheck(Find(provider, client)), failureStatus, tags, timeout));
    }

    /// <summary>
    /// Adds a check of the pool of the services, from what its probes have found: healthy when all servers answer, degraded when only some do. The check's data
    /// have the state of each server by its address.
    /// </summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="failureStatus">What a pool is of which no server answers; null for unhealthy.</param>
    /// <param name="tags">The check's tags.</param>
    /// <returns>The health checks.</returns>
    public static IHealthChecksBuilder AddComfyPool(
        this IHealthChecksBuilder builder,
        string name = "comfy-pool",
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(name, provider => new ComfyPoolHealthCheck(provider.GetRequiredService<ComfyPool>()), failureStatus, tags));
    }

    private static ComfyClient Find(IServiceProvider provider, string? client) =>
        client is null ? provider.GetRequiredService<ComfyClient>() : provider.GetRequiredKeyedService<ComfyClient>(client);
}
