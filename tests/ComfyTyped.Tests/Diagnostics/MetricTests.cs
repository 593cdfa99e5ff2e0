using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ComfyTyped.Testing;

namespace ComfyTyped.Tests.Diagnostics;

public class MetricTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Runs_are_counted_and_timed_by_outcome()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var comfy = new ComfyClient(server.Url);
        using var seen = new Measurements(server.Url.Port);

        RawResult result = await comfy.RunAsync(
            new RawWorkflow(
                """{"1":{"class_type":"EmptyImage","inputs":{"width":8,"height":8,"batch_size":1,"color":1}},"2":{"class_type":"PreviewImage","inputs":{"images":["1",0]}}}"""),
            cancellationToken: Token);
        await Assert.ThrowsAsync<PromptRejectedException>(
            () => comfy.RunAsync(new RawWorkflow("""{"1":{"class_type":"Nothing","inputs":{}}}"""), cancellationToken: Token));

        Assert.Equal(2, seen.Sum("comfytyped.runs.started"));
        Assert.Equal(0, seen.Sum("comfytyped.runs.active"));
        Assert.Equal(["succeeded", "rejected"], seen.Outcomes("comfytyped.run.duration"));
        Assert.Single(seen.Outcomes("comfytyped.run.queue_wait"));
        Assert.True(seen.Sum("comfytyped.run.duration") > 0);
        Assert.NotEmpty(await result["2"].Images[0].ReadAsync(Token));
    }

    [Fact]
    public async Task The_bytes_of_files_are_counted()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(cancellationToken: Token);
        await using var comfy = new ComfyClient(server.Url);
        using var seen = new Measurements(port: null);

        UploadedFile file = await comfy.UploadImageAsync(new MemoryStream(new byte[1234]), "a.bin", cancellationToken: Token);

        // Tests beside may upload as well.
        Assert.True(seen.Sum("comfytyped.files.uploaded") >= 1234);
        Assert.Equal("a.bin", file.Name);
    }

    /// <summary>The measurements about one server, or those that name none.</summary>
    private sealed class Measurements : IDisposable
    {
        private readonly ConcurrentQueue<(string Instrument, double Value, string? Outcome)> _seen = new();
        private readonly MeterListener _listener = new();
        private readonly int? _port;

        public Measurements(int? port)
        {
            _port = port;
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == ComfyDiagnostics.MeterName)
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
            _listener.Start();
        }

        public double Sum(string instrument) => _seen.Where(seen => seen.Instrument == instrument).Sum(seen => seen.Value);

        public string?[] Outcomes(string instrument) => [.. _seen.Where(seen => seen.Instrument == instrument).Select(seen => seen.Outcome)];

        public void Dispose() => _listener.Dispose();

        private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var all = tags.ToArray().ToDictionary();
            if (Equals(all.GetValueOrDefault("server.port"), _port))
                _seen.Enqueue((instrument.Name, value, all.GetValueOrDefault("comfy.outcome") as string));
        }
    }
}
