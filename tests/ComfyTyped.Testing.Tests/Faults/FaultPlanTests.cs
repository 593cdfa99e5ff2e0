using System.Net;
using ComfyTyped.Testing.Tests.Support;

namespace ComfyTyped.Testing.Tests.Faults;

/// <summary>Which occasions a fault strikes.</summary>
public class FaultPlanTests
{
    [Fact]
    public async Task A_fault_strikes_the_occasions_that_its_counts_leave() =>
        Assert.Equal("..x..x...", await StrikesAsync(new AnswerStatus(500) { Skip = 2, Every = 3, Times = 2 }));

    [Fact]
    public async Task A_fault_strikes_always_unless_told_otherwise() =>
        Assert.Equal("xxxxxxxxx", await StrikesAsync(new AnswerStatus(500)));

    [Fact]
    public async Task The_same_seed_throws_the_same_dice()
    {
        var fault = new AnswerStatus(500) { Probability = 0.5 };
        string strikes = await StrikesAsync(fault, seed: 7);
        Assert.Contains('x', strikes);
        Assert.Contains('.', strikes);
        Assert.Equal(strikes, await StrikesAsync(fault, seed: 7));
        Assert.NotEqual(strikes, await StrikesAsync(fault, seed: 8));
    }

    [Fact]
    public async Task A_disarmed_fault_does_nothing_any_more()
    {
        await using TestServer server = await TestServer.StartAsync();
        ArmedFault armed = server.Server.Faults.Add(new AnswerStatus(500));
        Assert.Equal(HttpStatusCode.InternalServerError, (await server.GetAsync("/queue")).Status);

        armed.Disarm();

        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/queue")).Status);
        Assert.Equal(1, armed.Strikes);
        Assert.Empty(server.Server.Faults.Armed);
    }

    [Fact]
    public async Task A_strike_can_be_waited_for()
    {
        await using TestServer server = await TestServer.StartAsync();
        ArmedFault armed = server.Server.Faults.Add(new AnswerStatus(500));
        Task twice = armed.StruckAsync(2, TestContext.Current.CancellationToken);
        await server.GetAsync("/queue");
        Assert.False(twice.IsCompleted);
        await server.GetAsync("/queue");
        await twice;
    }

    [Fact]
    public async Task Of_two_faults_the_first_is_the_last_to_see_an_answer()
    {
        await using TestServer server = await TestServer.StartAsync();
        server.Server.Faults.Add(new RewriteAnswer(body => body + " first"));
        server.Server.Faults.Add(new RewriteAnswer(body => body + " second"));
        Assert.Equal("{} second first", (await server.GetAsync("/history")).Text);
    }

    [Fact]
    public void A_fault_that_makes_no_sense_is_not_added()
    {
        var plan = new FaultPlan();
        Fault[] faults =
        [
            new CutSocket { Times = 0 },
            new CutSocket { Every = 0 },
            new CutSocket { Skip = -1 },
            new CutSocket { Probability = double.NaN },
            new CutSocket { After = "progress", Before = "executed" },
            new AnswerStatus(500) { Path = "queue" },
            new AnswerStatus(500) { Path = "/api/queue" },
            new ReorderMessage(0),
            new DelayMessage(TimeSpan.FromSeconds(-1)),
            new DelayDisconnect(TimeSpan.FromSeconds(-1)),
        ];
        Assert.All(faults, fault => Assert.ThrowsAny<ArgumentException>(() => plan.Add(fault)));
        Assert.Empty(plan.Armed);
    }

    /// <summary>Sends nine requests, and notes an x for each that the fault struck.</summary>
    private static async Task<string> StrikesAsync(Fault fault, int seed = 0)
    {
        await using TestServer server = await TestServer.StartAsync(options => options.Faults = new FaultPlan(seed));
        server.Server.Faults.Add(fault);
        var strikes = new char[9];
        for (int i = 0; i < strikes.Length; i++)
            strikes[i] = (await server.GetAsync("/queue")).Status == HttpStatusCode.OK ? '.' : 'x';
        return new string(strikes);
    }
}
