using System.Diagnostics;
using System.Diagnostics.Metrics;
using ComfyTyped.Client;

namespace ComfyTyped.Diagnostics;

/// <summary>The instruments with their units, except the gauges of <see cref="ServerGauge"/>.</summary>
internal static class ComfyTelemetry
{
    private static readonly string? Version = typeof(ComfyTelemetry).Assembly.GetName().Version?.ToString(3);

    public static Meter Meter { get; } = new(ComfyDiagnostics.MeterName, Version);

    public static ActivitySource Activities { get; } = new(ComfyDiagnostics.ActivitySourceName, Version);

    public static Counter<long> RunsStarted { get; } =
        Meter.CreateCounter<long>("comfytyped.runs.started", "{run}", "Runs that were asked for.");

    public static UpDownCounter<long> RunsActive { get; } =
        Meter.CreateUpDownCounter<long>("comfytyped.runs.active", "{run}", "Runs that have not ended.");

    public static Histogram<double> RunDuration { get; } =
        Meter.CreateHistogram<double>("comfytyped.run.duration", "s", "From the request to the end of a run, by its outcome.");

    public static Histogram<double> QueueWait { get; } =
        Meter.CreateHistogram<double>("comfytyped.run.queue_wait", "s", "From the submission of a run to its start on the server.");

    public static Counter<long> BytesUploaded { get; } =
        Meter.CreateCounter<long>("comfytyped.files.uploaded", "By", "Content of files sent to servers.");

    public static Counter<long> BytesDownloaded { get; } =
        Meter.CreateCounter<long>("comfytyped.files.downloaded", "By", "Content of files read from servers.");
}
