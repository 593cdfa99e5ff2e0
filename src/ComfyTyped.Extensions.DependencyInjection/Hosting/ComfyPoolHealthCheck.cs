using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ComfyTyped.Hosting;

/// <summary>A pool is well when all its servers are, and degraded as long as one of them is. It knows from its probes; nothing is sent.</summary>
internal sealed class ComfyPoolHealthCheck(ComfyPool pool) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<PoolServer> servers = pool.Servers;
        var data = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (PoolServer server in servers)
            data[server.Url.ToString()] = server.State.ToString();
        int answering = servers.Count(server => server.State is PoolServerState.Up or PoolServerState.Busy);
        HealthStatus status = answering == 0 ? context.Registration.FailureStatus
            : answering < servers.Count ? HealthStatus.Degraded
            : HealthStatus.Healthy;
        return Task.FromResult(new HealthCheckResult(status, $"{answering} of {servers.Count} servers answer.", data: data));
    }
}
