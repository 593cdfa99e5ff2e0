using System.Collections.Concurrent;
using ComfyTyped.Tests.Replay;

namespace ComfyTyped.Tests.Matrix;

/// <summary>
/// Each request of a run and each message of its socket is late, refused, garbled, not answered or cut off, with and without another socket. The run ends within
/// its limits, as is documented, and leaves nothing behind. The table is in docs/Reliability.md.
/// </summary>
public abstract class HarmMatrixTests(ITestOutputHelper output)
{
    /// <summary>More than cores: most of a run is waiting.</summary>
    private const int AtOnce = 8;

    /// <summary>So many messages of each run are harmed unless all are.</summary>
    private const int SampledMessages = 3;

    /// <summary>Of the cells with these one of so many is run unless all are.</summary>
    private const int OneOf = 4;

    /// <summary>So many failures are told.</summary>
    private const int ToldFailures = 40;

    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(120);

    private static readonly string[] Names =
    [
        new HarmedLocalRun(uploads: false).Name,
        new HarmedLocalRun(uploads: true).Name,
        .. RecordedRuns.Scenarios.SelectMany(scenario => Recording.Versions, ReplayedRun.NameOf),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected async Task HarmEverywhereAsync(HarmedRun run)
    {
        var failures = new ConcurrentQueue<string>();
        HarmedRow row = await MeasureAsync(run, failures);
        output.WriteLine(HarmedRow.Head);
        output.WriteLine(row.ToString());
        await MatrixPage.PublishAsync(HarmedRow.Head, run.Name, row, Names, HarmedRow.Sum);
        Assert.True(failures.IsEmpty, $"{failures.Count} of {row.Cells} failed, such as\n{string.Join('\n', failures.Order(StringComparer.Ordinal).Take(ToldFailures))}");
    }

    private static async Task<HarmedRow> MeasureAsync(HarmedRun run, ConcurrentQueue<string> failures)
    {
        ObservedRun expected = (await run.RunAsync(null, Token)).Run!;
        var cells = new ConcurrentQueue<(HarmedOutcome Outcome, bool IsDocumented)>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Token };
        IEnumerable<HarmedCell> all = HarmedCell.AllOf(run.Requests, MatrixPage.Sample(run.Messages, SampledMessages));
        await Parallel.ForEachAsync(MatrixPage.Sample(all, OneOf, run.Name), options, async (cell, token) =>
        {
            HarmedOutcome outcome;
            try
            {
                outcome = await run.RunAsync(cell, token).WaitAsync(Hang, token);
            }
            catch (Exception exception) when (!token.IsCancellationRequested)
            {
                outcome = new HarmedOutcome(null, IsInTime: false, exception.ToString(), Hang);
            }
            bool isDocumented = outcome.Run is { } actual && (actual.Outcome == expected.Outcome || cell.Allows(actual.ExceptionName));
            cells.Enqueue((outcome, isDocumented));
            if (ProblemOf(outcome, isDocumented, expected) is { } problem)
                failures.Enqueue($"{run.Name}, {cell}: {problem}");
        });
        return new HarmedRow(
            run.Name,
            expected.ExceptionName,
            run.Requests.Count + run.Messages,
            cells.Count,
            cells.Count(cell => cell.Outcome.IsInTime),
            cells.Count(cell => cell.IsDocumented),
            cells.Count(cell => cell.Outcome.Run?.Outcome == expected.Outcome),
            cells.Count(cell => cell.Outcome.Left is null),
            cells.Count(cell => HasOutputsOnce(cell.Outcome, expected)),
            cells.Max(cell => cell.Outcome.Took));
    }

    private static string? ProblemOf(HarmedOutcome outcome, bool isDocumented, ObservedRun expected) =>
        !outcome.IsInTime ? $"it did not end in time. {outcome.Left}"
        : !isDocumented ? $"{outcome.Run}"
        : outcome.Left is { } left ? $"{outcome.Run!.ExceptionName}, and it left {left}"
        : !HasOutputsOnce(outcome, expected) ? $"{outcome.Run}\n  instead of {expected}"
        : null;

    /// <summary>A run that ends otherwise than without harm has at most each of its outputs once.</summary>
    private static bool HasOutputsOnce(HarmedOutcome outcome, ObservedRun expected) => outcome.Run is { } run
        && (run.Outcome == expected.Outcome ? run.HasOutputsOf(expected) : run.Heard.Distinct().Count() == run.Heard.Count);
}

/// <summary>Runs of the local server, which has time.</summary>
public class LocalHarmMatrixTests(ITestOutputHelper output) : HarmMatrixTests(output)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Whatever_a_run_meets_it_ends_in_time_as_documented_and_leaves_nothing(bool uploads) => HarmEverywhereAsync(new HarmedLocalRun(uploads));
}

/// <summary>Recorded runs of one version. A class for each, so that they run side by side.</summary>
public abstract class RecordedHarmMatrixTests(string version, ITestOutputHelper output) : HarmMatrixTests(output)
{
    private protected async Task HarmEverywhereAsync(string scenario)
    {
        await using ReplayHost host = await ReplayHost.StartAsync();
        await HarmEverywhereAsync(new HarmedReplay(version, scenario, host));
    }
}

/// <summary>Recorded runs of ComfyUI 0.3.64.</summary>
public class Recorded0364HarmMatrixTests(ITestOutputHelper output) : RecordedHarmMatrixTests(Version, output)
{
    private const string Version = "0.3.64";

    public static TheoryData<string> Scenarios => RecordedRuns.Of(Version);

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Whatever_a_run_meets_it_ends_in_time_as_documented_and_leaves_nothing(string scenario) => HarmEverywhereAsync(scenario);
}

/// <summary>Recorded runs of ComfyUI 0.8.0.</summary>
public class Recorded080HarmMatrixTests(ITestOutputHelper output) : RecordedHarmMatrixTests(Version, output)
{
    private const string Version = "0.8.0";

    public static TheoryData<string> Scenarios => RecordedRuns.Of(Version);

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Whatever_a_run_meets_it_ends_in_time_as_documented_and_leaves_nothing(string scenario) => HarmEverywhereAsync(scenario);
}

/// <summary>Recorded runs of ComfyUI 0.33.0.</summary>
public class Recorded0330HarmMatrixTests(ITestOutputHelper output) : RecordedHarmMatrixTests(Version, output)
{
    private const string Version = "0.33.0";

    public static TheoryData<string> Scenarios => RecordedRuns.Of(Version);

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Whatever_a_run_meets_it_ends_in_time_as_documented_and_leaves_nothing(string scenario) => HarmEverywhereAsync(scenario);
}
