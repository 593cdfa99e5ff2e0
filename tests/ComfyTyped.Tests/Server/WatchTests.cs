using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ComfyTyped.Tests.Pool;

namespace ComfyTyped.Tests.Server;

public class WatchTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_watch_tells_the_queue_and_the_memory_and_survives_the_server()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        await using ComfyClient comfy = server.Connect();
        await using ComfyRun<RawResult> running = await comfy.StartAsync(new RawWorkflow(GatedServer.Prompt), Token);
        await using ComfyRun<RawResult> waiting = await comfy.StartAsync(new RawWorkflow(GatedServer.Prompt), Token);
        await server.EnteredAsync();
        var seen = new List<ServerSnapshot>();

        await foreach (ServerSnapshot snapshot in comfy.WatchAsync(Soon, Token))
        {
            seen.Add(snapshot);
            if (snapshot.Failure is not null)
                break;
            await server.StopAsync();
        }

        Assert.Equal([running.PromptId], seen[0].Running);
        Assert.Equal((1, 2), (seen[0].Pending, seen[0].QueueLength));
        Assert.Equal(server.Url, seen[0].Server);
        Assert.True(seen[0].VramTotal > 0);
        Assert.Equal(1, seen[0].FreeShare);
        Assert.Equal((0, null), (seen[^1].QueueLength, seen[^1].VramFree));
    }

    [Fact]
    public async Task A_pool_watches_each_of_its_servers()
    {
        await using GatedServer one = await GatedServer.StartAsync();
        await using GatedServer two = await GatedServer.StartAsync();
        await using ComfyPool pool = Pools.Of(one.Connect(), two.Connect());

        ServerSnapshot[] round = await pool.WatchAsync(Soon, Token).Take(2).ToArrayAsync(Token);

        Assert.Equal([one.Url, two.Url], round.Select(snapshot => snapshot.Server));
    }

    [Fact]
    public async Task Gauges_show_what_a_watch_has_seen_while_it_goes_on()
    {
        await using GatedServer server = await GatedServer.StartAsync();
        await using ComfyClient comfy = server.Connect();
        await using ComfyRun<RawResult> run = await comfy.StartAsync(new RawWorkflow(GatedServer.Prompt), Token);
        var seen = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, meter) =>
        {
            if (instrument.Name.StartsWith("comfytyped.server.", StringComparison.Ordinal))
                meter.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (tags.ToArray().Contains(new KeyValuePair<string, object?>("server.port", server.Url.Port)))
                seen[instrument.Name] = value;
        });
        listener.Start();

        await foreach (ServerSnapshot snapshot in comfy.WatchAsync(Soon, Token))
        {
            listener.RecordObservableInstruments();
            Assert.Equal(1, seen["comfytyped.server.queue"]);
            Assert.Equal(1, seen["comfytyped.server.up"]);
            Assert.Equal(snapshot.VramFree, seen["comfytyped.server.vram.free"]);
            break;
        }

        seen.Clear();
        listener.RecordObservableInstruments();
        Assert.Empty(seen);
    }

    [Fact]
    public async Task A_watch_without_a_pause_is_refused()
    {
        await using var comfy = new ComfyClient("http://127.0.0.1:1");

        Assert.Throws<ArgumentOutOfRangeException>(() => comfy.WatchAsync(TimeSpan.Zero, Token));
    }
}
