using System.Globalization;

namespace ComfyTyped.Tests.Matrix;

/// <summary>A line of the table: what became of a run that was harmed everywhere.</summary>
/// <param name="Run">The run.</param>
/// <param name="Outcome">How it ends without harm.</param>
/// <param name="Stages">Its requests and the messages of its socket.</param>
/// <param name="Cells">How often it was run: each time harmed elsewhere or in another way.</param>
/// <param name="InTime">How often it ended within its limits.</param>
/// <param name="AsDocumented">How often it ended as without harm, or where the harm lasts as is documented.</param>
/// <param name="Unharmed">How often it ended as without harm.</param>
/// <param name="NothingLeft">How often nothing of it was left on the server.</param>
/// <param name="OutputsOnce">How often its result and its events had each output exactly once, or it had none.</param>
/// <param name="Longest">How long the longest of them took, by its own clock.</param>
internal sealed record HarmedRow(
    string Run, string Outcome, int Stages, int Cells, int InTime, int AsDocumented, int Unharmed, int NothingLeft, int OutputsOnce, TimeSpan Longest)
{
    public static string Head => """
        | Run | Ends as | Stages | Cells | Within limits | As documented | As without harm | Nothing left | Each output once | Longest |
        |---|---|---:|---:|---:|---:|---:|---:|---:|---:|
        """;

    /// <summary>The last line, of the cells of all others.</summary>
    public static string Sum(IReadOnlyCollection<string[]> rows)
    {
        int SumOf(int column) => rows.Sum(row => int.Parse(row[column], CultureInfo.InvariantCulture));
        double longest = rows.Max(row => double.Parse(row[9].Split(' ')[0], CultureInfo.InvariantCulture));
        return new HarmedRow("**All**", "", SumOf(2), SumOf(3), SumOf(4), SumOf(5), SumOf(6), SumOf(7), SumOf(8), TimeSpan.FromSeconds(longest)).ToString();
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Run} | {Outcome} | {Stages} | {Cells} | {InTime} | {AsDocumented} | {Unharmed} | {NothingLeft} | {OutputsOnce} | {Longest.TotalSeconds:0.0} s |");
}
