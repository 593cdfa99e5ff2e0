using System.Globalization;

namespace ComfyTyped.Tests.Matrix;

/// <summary>A line of the table: what became of a run that was cut everywhere.</summary>
/// <param name="Run">The run.</param>
/// <param name="Outcome">How it ends when it is not cut.</param>
/// <param name="Messages">The messages of its socket.</param>
/// <param name="Cells">How often it was run: each time with another cut.</param>
/// <param name="RightOutcomes">How often it ended as it does when it is not cut.</param>
/// <param name="OutputsOnce">How often its result and its events had each output exactly once, and the same as when it is not cut.</param>
/// <param name="NextBySocket">After how many of them the next run of the client was told by the socket alone, every event in order.</param>
/// <param name="Longest">How long the longest of them took.</param>
internal sealed record MatrixRow(string Run, string Outcome, int Messages, int Cells, int RightOutcomes, int OutputsOnce, int NextBySocket, TimeSpan Longest)
{
    public static string Head => """
        | Run | Ends as | Messages | Cells | Right outcome | Each output once | Next run by the socket | Longest |
        |---|---|---:|---:|---:|---:|---:|---:|
        """;

    /// <summary>The last line, of the cells of all others.</summary>
    public static string Sum(IReadOnlyCollection<string[]> rows)
    {
        int SumOf(int column) => rows.Sum(row => int.Parse(row[column], CultureInfo.InvariantCulture));
        double longest = rows.Max(row => double.Parse(row[7].Split(' ')[0], CultureInfo.InvariantCulture));
        return new MatrixRow("**All**", "", SumOf(2), SumOf(3), SumOf(4), SumOf(5), SumOf(6), TimeSpan.FromSeconds(longest)).ToString();
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"| {Run} | {Outcome} | {Messages} | {Cells} | {RightOutcomes} | {OutputsOnce} | {NextBySocket} | {Longest.TotalSeconds:0.0} s |");
}
