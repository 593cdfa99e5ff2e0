using System.Globalization;

namespace ComfyTyped.Tests.Matrix;

/// <summary>A line of the table: what became of a run that was cut everywhere.</summary>
/// <param name="Run">The run.</param>
/// <param name="Outcome">How it ends when it is not cut.</param>
/// <param name="Messages">The messages of its socket.</param>
/// <param name="Cells">How often it was run: each time with another cut.</param>
/// <param name="RightOutcomes">How often it ended as it does when it is not cut.</param>
/// <param name="OutputsOnce">How often its result and its events had each output exactly once, and the same as when it is not cut.</param>
/// <param name="Longest">How long the longest of them took.</param>
internal sealed record MatrixRow(string Run, string Outcome, int Messages, int Cells, int RightOutcomes, int OutputsOnce, TimeSpan Longest)
{
    public static string Head => """
        | Run | Ends as | Messages | Cells | Right outcome | Each output once | Longest |
        |---|---|---:|---:|---:|---:|---:|
        """;

    public static MatrixRow Sum(IReadOnlyCollection<MatrixRow> rows) => new(
        "**All**",
        "",
        rows.Sum(row => row.Messages),
        rows.Sum(row => row.Cells),
        rows.Sum(row => row.RightOutcomes),
        rows.Sum(row => row.OutputsOnce),
        rows.Max(row => row.Longest));

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"| {Run} | {Outcome} | {Messages} | {Cells} | {RightOutcomes} | {OutputsOnce} | {Longest.TotalSeconds:0.0} s |");
}
