using System.Collections.Concurrent;
using System.Diagnostics;
using ComfyTyped.Tests.Replay;

namespace ComfyTyped.Tests.Matrix;

/// <summary>The socket is cut before and after every message of a run, and whether it can be opened again or not, the run ends as it would have. The table is in docs/Reliability.md.</summary>
public class CutMatrixTests(ITestOutputHelper output)
{
    /// <summary>More than cores: most of a run is waiting.</summary>
    private const int AtOnce = 12;

    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(40);

    private static readonly string[] Scenarios =
    [
        "success", "success_cached", "success_with_feature_flags", "client_chosen_prompt_id", "big_seed_and_unicode", "wrapped_list_value",
        "text_output", "text_to_image", "text_to_image_all_cached", "text_to_image_preview_metadata", "progress", "progress_async_two_nodes",
        "subgraph_expansion", "two_clients_visibility", "partial_failure_one_output_valid", "runtime_error", "interrupt", "interrupt_by_prompt_id",
        "text_to_image_interrupted", "disconnect_miss_all", "disconnect_midrun_reconnect_same_client",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Wherever_the_socket_of_a_run_is_cut_it_ends_as_if_it_were_not()
    {
        await using ReplayHost host = await ReplayHost.StartAsync();
        CutRun[] runs = [new LocalRun(fails: false), new LocalRun(fails: true), .. Scenarios.SelectMany(scenario => Recording.Versions.Select(version => new ReplayedRun(version, scenario, host)))];
        var failures = new ConcurrentQueue<string>();
        var rows = new List<MatrixRow>();

        foreach (CutRun run in runs)
            rows.Add(await MeasureAsync(run, failures));

        string table = string.Join('\n', [MatrixRow.Head, .. rows, MatrixRow.Sum(rows)]);
        output.WriteLine(table);
        if (Environment.GetEnvironmentVariable("COMFYTYPED_MATRIX_PAGE") is { Length: > 0 } page)
            await PublishAsync(page, table);
        Assert.Empty(failures);
    }

    /// <summary>Puts the table in place of the one that a page has.</summary>
    private static async Task PublishAsync(string page, string table)
    {
        string text = await File.ReadAllTextAsync(page, Token);
        int start = text.IndexOf(MatrixRow.Head.Split('\n')[0], StringComparison.Ordinal);
        int end = text.IndexOf("\n\n", start, StringComparison.Ordinal);
        await File.WriteAllTextAsync(page, text[..start] + table + text[end..], Token);
    }

    private static async Task<MatrixRow> MeasureAsync(CutRun run, ConcurrentQueue<string> failures)
    {
        ObservedRun expected = await run.RunAsync(null, Token);
        var cells = new ConcurrentQueue<(bool RightOutcome, bool OutputsOnce, TimeSpan Took)>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Token };
        await Parallel.ForEachAsync(Cut.AllOf(run.Messages), options, async (cut, token) =>
        {
            long begun = Stopwatch.GetTimestamp();
            ObservedRun? actual = null;
            string problem = "";
            try
            {
                actual = await run.RunAsync(cut, token).WaitAsync(Hang, token);
            }
            catch (Exception exception) when (!token.IsCancellationRequested)
            {
                problem = exception.ToString();
            }
            cells.Enqueue((actual?.Outcome == expected.Outcome, actual is not null && actual.HasOutputsOf(expected), Stopwatch.GetElapsedTime(begun)));
            if (actual != expected)
                failures.Enqueue($"{run.Name}, {cut}: {actual?.ToString() ?? problem}\n  instead of {expected}");
        });
        return new MatrixRow(
            run.Name,
            expected.Outcome.Split(':')[0],
            run.Messages,
            cells.Count,
            cells.Count(cell => cell.RightOutcome),
            cells.Count(cell => cell.OutputsOnce),
            cells.Max(cell => cell.Took));
    }
}
