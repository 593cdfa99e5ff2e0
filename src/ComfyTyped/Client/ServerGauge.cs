using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ComfyTyped.Diagnostics;

namespace ComfyTyped.Client;

/// <summary>Shows what a watch has seen last, for as long as it goes on.</summary>
internal sealed class ServerGauge : IDisposable
{
    private static readonly ConcurrentDictionary<ServerGauge, IReadOnlyList<ServerSnapshot>> Shown = new();

    static ServerGauge()
    {
        ComfyTelemetry.Meter.CreateObservableGauge(
            "comfytyped.server.queue", () => Measure(snapshot => snapshot.Failure is null ? snapshot.QueueLength : null), "{prompt}", "Prompts that run or wait on a watched server.");
        ComfyTelemetry.Meter.CreateObservableGauge(
            "comfytyped.server.vram.free", () => Measure(snapshot => snapshot.VramFree), "By", "Free memory of the devices of a watched server.");
        ComfyTelemetry.Meter.CreateObservableGauge(
            "comfytyped.server.vram.total", () => Measure(snapshot => snapshot.VramTotal), "By", "Memory of the devices of a watched server.");
        ComfyTelemetry.Meter.CreateObservableGauge(
            "comfytyped.server.up", () => Measure(snapshot => snapshot.Failure is null ? 1 : 0), "1", "1 when a watched server answers, else 0.");
    }

    public void Show(params ServerSnapshot[] snapshots) => Shown[this] = snapshots;

    public void Dispose() => Shown.TryRemove(this, out _);

    private static IEnumerable<Measurement<long>> Measure(Func<ServerSnapshot, long?> measure)
    {
        foreach (ServerSnapshot snapshot in Shown.Values.SelectMany(snapshots => snapshots))
        {
            if (measure(snapshot) is { } value)
                yield return new Measurement<long>(value, new("server.address", snapshot.Server.Host), new("server.port", snapshot.Server.Port));
        }
    }
}
