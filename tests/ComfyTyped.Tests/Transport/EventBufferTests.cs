using System.Text.Json;
using ComfyTyped.Options;
using ComfyTyped.Runs;

namespace ComfyTyped.Tests.Transport;

/// <summary>What the events of a run keep while nobody reads them.</summary>
public class EventBufferTests
{
    private const int MiB = 1 << 20;

    private static readonly NodeReference Node = new("1", "1", null);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Previews_are_weighed_and_the_oldest_make_room()
    {
        var buffer = new EventBuffer(new EventLimits(1000, 4 * MiB));
        PreviewFrame[] previews = [.. Enumerable.Range(0, 20).Select(_ => Preview(MiB))];

        foreach (PreviewFrame preview in previews)
            buffer.Add(preview);

        Assert.InRange(buffer.Bytes, 1, 4 * MiB);
        Assert.Equal(17, buffer.Dropped);
        Assert.Equal(previews[17..], Read(buffer));
    }

    [Fact]
    public void An_event_larger_than_the_limit_is_dropped_and_everything_that_must_stay_stays()
    {
        var buffer = new EventBuffer(new EventLimits(1000, MiB));
        ComfyEvent[] kept = [new ExecutionStartEvent(null), new ExecutionSuccessEvent(null)];
        buffer.Add(kept[0]);
        buffer.Add(Preview(2 * MiB));
        buffer.Add(kept[1]);

        Assert.Equal(kept, Read(buffer));
        Assert.Equal((1, 0), (buffer.Dropped, buffer.Bytes));
    }

    [Fact]
    public void Outputs_are_bounded_as_well_and_the_outcome_is_left()
    {
        var buffer = new EventBuffer(new EventLimits(10, MiB));
        for (int i = 0; i < 100; i++)
            buffer.Add(Executed(new string('x', 100_000)));
        var outcome = new ExecutionSuccessEvent(null);
        buffer.Add(outcome);

        Assert.InRange(buffer.Bytes, 1, MiB);
        List<ComfyEvent> read = Read(buffer);
        Assert.Same(outcome, read[^1]);
        Assert.Equal(101 - read.Count, buffer.Dropped);
    }

    [Fact]
    public void A_loop_of_very_many_outputs_keeps_them_all_without_touching_each_for_every_other()
    {
        const int Count = 150_000;
        var buffer = new EventBuffer(new EventLimits(256, 64 * MiB));

        for (int i = 0; i < Count; i++)
        {
            buffer.Add(Executed("x"));
            buffer.Add(new StatusEvent(i, null));
        }

        Assert.Equal(Count, Read(buffer).OfType<ExecutedEvent>().Count());
    }

    [Fact]
    public void Pictures_that_nobody_has_read_when_the_run_ends_are_released()
    {
        var buffer = new EventBuffer(new EventLimits(256, 64 * MiB));
        ComfyEvent[] kept = [new ExecutionStartEvent(null), new ProgressEvent(Node, 1, 2), Executed("x"), new ExecutionSuccessEvent(null)];
        buffer.Add(kept[0]);
        buffer.Add(Preview(MiB));
        buffer.Add(kept[1]);
        buffer.Add(new UnknownFrame(9, new byte[MiB]));
        buffer.Add(kept[2]);
        buffer.Add(kept[3]);

        buffer.Complete();

        Assert.InRange(buffer.Bytes, 1, 10_000);
        Assert.Equal(2, buffer.Dropped);
        Assert.Equal(kept, Read(buffer));
    }

    [Fact]
    public async Task A_slow_reader_gets_everything_that_came_before_the_end()
    {
        var buffer = new EventBuffer(new EventLimits(256, 64 * MiB));
        ComfyEvent[] events = [new ExecutionStartEvent(null), Preview(10), Preview(20), new ExecutionSuccessEvent(null)];
        foreach (ComfyEvent item in events)
            buffer.Add(item);
        IAsyncEnumerator<ComfyEvent> reader = buffer.ReadAllAsync(Token).GetAsyncEnumerator(Token);
        await reader.MoveNextAsync();

        buffer.Complete();

        var read = new List<ComfyEvent> { reader.Current };
        while (await reader.MoveNextAsync())
            read.Add(reader.Current);
        await reader.DisposeAsync();
        Assert.Equal(events, read);
    }

    [Fact]
    public async Task A_reader_that_leaves_an_ended_run_leaves_no_pictures_behind()
    {
        var buffer = new EventBuffer(new EventLimits(256, 64 * MiB));
        buffer.Add(new ExecutionStartEvent(null));
        buffer.Add(Preview(MiB));
        await foreach (ComfyEvent _ in buffer.ReadAllAsync(Token))
        {
            buffer.Complete();
            Assert.InRange(buffer.Bytes, MiB, 2 * MiB);
            break;
        }

        Assert.Equal(0, buffer.Bytes);
    }

    private static PreviewFrame Preview(int bytes) => new(Node, new byte[bytes], "image/jpeg");

    private static ExecutedEvent Executed(string text) => new(Node, new NodeOutputData(JsonSerializer.SerializeToElement(new { text }), false, null!));

    private static List<ComfyEvent> Read(EventBuffer buffer)
    {
        var read = new List<ComfyEvent>();
        foreach (ComfyEvent item in buffer.ReadAllAsync(Token).ToBlockingEnumerable(Token))
        {
            buffer.Complete();
            read.Add(item);
        }
        return read;
    }
}
