using System.Collections.Concurrent;
using System.Diagnostics;
using ComfyTyped.Tests.Replay;

namespace ComfyTyped.Tests.Matrix;

/// <summary>
/// The socket is cut before and after every message of a run. Whether it can be opened again or not, and however late the server learns of it, the run ends as it
/// would have, and the next run of the client is told of by the socket, at once. The table is in docs/Reliability.md.
/// </summary>
public abstract class CutMatrixTests(ITestOutputHelper output)
{
    /// <summary>More than cores: most of a run is waiting.</summary>
    private const int AtOnce = 8;

    /// <summary>So many places of each run are cut unless all are.</summary>
    private const int SampledPlaces = 6;

    /// <summary>Of the cells with these one of so many is run unless all are.</summary>
    private const int OneOf = 2;

    /// <summary>So many failures are told.</summary>
    private const int ToldFailures = 10;

    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);

    private static readonly string[] Names =
    [
        new LocalRun(fails: false).Name,
        new LocalRun(fails: true).Name,
        .. RecordedRuns.Scenarios.SelectMany(scenario => Recording.Versions, ReplayedRun.NameOf),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected async Task CutEverywhereAsync(CutRun run)
    {
        var failures = new ConcurrentQueue<string>();
        MatrixRow row = await MeasureAsync(run, failures);
        output.WriteLine(MatrixRow.Head);
        output.WriteLine(row.ToString());
        await MatrixPage.PublishAsync(MatrixRow.Head, run.Name, row, Names, MatrixRow.Sum);
        Assert.True(failures.IsEmpty, $"{failures.Count} of {row.Cells} failed, such as\n{string.Join('\n', failures.Take(ToldFailures))}");
    }

    private static async Task<MatrixRow> MeasureAsync(CutRun run, ConcurrentQueue<string> failures)
    {
        ObservedRuns expected = await run.RunAsync(null, Token);
        var cells = new ConcurrentQueue<(bool RightOutcome, bool OutputsOnce, bool NextBySocket, TimeSpan Took)>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Token };
        IEnumerable<Cut> all = Cut.AllOf(MatrixPage.Sample(run.Messages, SampledPlaces));
        await Parallel.ForEachAsync(MatrixPage.Sample(all, OneOf, run.Name), options, async (cut, token) =>
        {
            long begun = Stopwatch.GetTimestamp();
            ObservedRuns? actual = null;
            string problem = "";
            try
            {
                actual = await run.RunAsync(cut, token).WaitAsync(Hang, token);
            }
            catch (Exception exception) when (!token.IsCancellationRequested)
            {
                problem = exception.ToString();
            }
            string? nextProblem = actual?.Next.ProblemBeside(expected.Next);
            cells.Enqueue((
                actual?.Cut.Outcome == expected.Cut.Outcome,
                actual is not null && actual.Cut.HasOutputsOf(expected.Cut),
                actual is not null && nextProblem is null,
                Stopwatch.GetElapsedTime(begun)));
            if (actual?.Cut != expected.Cut)
                failures.Enqueue($"{run.Name}, {cut}: {actual?.Cut.ToString() ?? problem}\n  instead of {expected.Cut}");
            else if (nextProblem is not null)
                failures.Enqueue($"{run.Name}, {cut}: {nextProblem}");
        });
        return new MatrixRow(
            run.Name,
            expected.Cut.Outcome.Split(':')[0],
            run.Messages,
            cells.Count,
            cells.Count(cell => cell.RightOutcome),
            cells.Count(cell => cell.OutputsOnce),
            cells.Count(cell => cell.NextBySocket),
            cells.Max(cell => cell.Took));
    }
}

/// <summary>A run of the local server, which has time.</summary>
public class LocalCutMatrixTests(ITestOutputHelper output) : CutMatrixTests(output)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Wherever_the_socket_of_a_run_is_cut_it_ends_as_if_it_were_not(bool fails) => CutEverywhereAsync(new LocalRun(fails));
}

/// <summary>Recorded runs of one version. A class for each, so that they run side by side.</summary>
public abstract class RecordedCutMatrixTests(string version, ITestOutputHelper output) : CutMatrixTests(output)
{
    private protected async Task CutEverywhereAsync(string scenario)
    {
        await using ReplayHost host = await ReplayHost.StartAsync();
        await CutEverywhereAsync(new ReplayedRun(version, scenario, host));
    }
}

/// <summary>Recorded runs of ComfyUI 0.3.64.</summary>
public class Recorded0364CutMatrixTests(ITestOutputHelper output) : RecordedCutMatrixTests(Version, output)
{
    private const string Version = "0.3.64";

    public static TheoryData<string> Scenarios => RecordedRuns.Of(Version);

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Wherever_the_socket_of_a_run_is_cut_it_ends_as_if_it_were_not(string scenario) => CutEverywhereAsync(scenario);
}

/// <summary>Recorded runs of ComfyUI 0.8.0.</summary>
public class Recorded080CutMatrixTests(ITestOutputHelper output) : RecordedCutMatrixTests(Version, output)
{
    private const string Version = "0.8.0";

    public static TheoryData<string> Scenarios => RecordedRuns.Of(Version);

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Wherever_the_socket_of_a_run_is_cut_it_ends_as_if_it_were_not(string scenario) => CutEverywhereAsync(scenario);
}

/// <summary>Recorded runs of ComfyUI 0.33.0.</summary>
public class Recorded0330CutMatrixTests(ITestOutputHelper output) : RecordedCutMatrixTests(Version, output)
{
    private const string Version = "0.33.0";

    public static TheoryData<string> Scenarios => RecordedRuns.Of(Version);

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Wherever_the_socket_of_a_run_is_cut_it_ends_as_if_it_were_not(string scenario) => CutEverywhereAsync(scenario);
}
