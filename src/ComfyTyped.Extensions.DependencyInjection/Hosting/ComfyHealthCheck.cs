using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ComfyTyped.Hosting;

/// <summary>A server is well when it tells what it is and how long its queue is.</summary>
internal sealed class ComfyHealthCheck(ComfyClient comfy) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            SystemStats stats = await comfy.GetSystemStatsAsync(cancellationToken).ConfigureAwait(false);
            int remaining = await comfy.Queue.CountAsync(cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy($"ComfyUI {stats.System.ComfyUIVersion}", DataOf(stats, remaining));
        }
        catch (ComfyException exception)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, exception.Message, exception);
        }
    }

    private static Dictionary<string, object> DataOf(SystemStats stats, int remaining)
    {
        var data = new Dictionary<string, object>(StringComparer.Ordinal) { ["queue_remaining"] = remaining };
        if (stats.System.ComfyUIVersion is { } version)
            data["comfyui_version"] = version;
        if (stats.Devices is [{ VramFree: { } free }, ..])
            data["vram_free"] = free;
        return data;
    }
}
