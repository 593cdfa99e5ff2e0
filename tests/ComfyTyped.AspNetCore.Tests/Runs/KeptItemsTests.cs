using ComfyTyped.AspNetCore.Runs;
using Microsoft.Extensions.Time.Testing;

namespace ComfyTyped.AspNetCore.Tests.Runs;

public sealed class KeptItemsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _forgotten = [];

    private KeptItems<string> Keep(int count = 100, long bytes = 100) => new(TimeSpan.FromMinutes(5), count, bytes, _time, _forgotten.Add);

    [Fact]
    public void The_oldest_go_when_there_are_too_many()
    {
        using KeptItems<string> kept = Keep(count: 2);

        foreach (string item in new[] { "a", "b", "c", "d" })
            kept.Add(item, 1);

        Assert.Equal(["a", "b"], _forgotten);
    }

    [Fact]
    public void The_oldest_go_when_they_hold_too_many_bytes()
    {
        using KeptItems<string> kept = Keep(bytes: 100);

        kept.Add("a", 40);
        kept.Add("b", 40);
        kept.Add("c", 60);
        Assert.Equal(["a"], _forgotten);

        kept.Add("larger than all", 101);
        Assert.Equal(["a", "b", "c", "larger than all"], _forgotten);
    }

    [Fact]
    public void What_is_removed_takes_its_bytes_along()
    {
        using KeptItems<string> kept = Keep(bytes: 100);
        kept.Add("a", 90);

        kept.Remove("a");
        kept.Remove("a");
        kept.Add("b", 90);

        Assert.Empty(_forgotten);
    }

    [Fact]
    public void Old_ones_go_though_nothing_else_happens()
    {
        using KeptItems<string> kept = Keep();
        kept.Add("a", 1);
        _time.Advance(TimeSpan.FromMinutes(2));
        kept.Add("b", 1);

        _time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(["a"], _forgotten);

        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(["a", "b"], _forgotten);
    }

    [Fact]
    public void The_time_of_day_has_no_say()
    {
        var clock = new JumpingClock();
        using var kept = new KeptItems<string>(TimeSpan.FromMinutes(5), 100, 100, clock, _forgotten.Add);
        kept.Add("a", 1);

        clock.Jump = TimeSpan.FromDays(400);
        kept.ForgetOld();
        Assert.Empty(_forgotten);

        clock.Jump = TimeSpan.FromDays(-400);
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(["a"], _forgotten);
    }

    [Fact]
    public void One_can_be_kept_for_longer_than_a_timer_waits()
    {
        using var kept = new KeptItems<string>(TimeSpan.FromDays(100), 100, 100, _time, _forgotten.Add);
        kept.Add("a", 1);

        _time.Advance(TimeSpan.FromDays(99));
        Assert.Empty(_forgotten);

        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(["a"], _forgotten);
    }

    /// <summary>A machine whose time of day somebody sets.</summary>
    private sealed class JumpingClock : FakeTimeProvider
    {
        public TimeSpan Jump { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Jump;

        public override long GetTimestamp() => base.GetUtcNow().Ticks;
    }
}
