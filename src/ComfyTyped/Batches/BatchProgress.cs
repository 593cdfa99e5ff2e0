namespace ComfyTyped;

/// <summary>How far a batch is.</summary>
/// <param name="Total">How many workflows there are, or null when that is not known.</param>
/// <param name="Succeeded">How many have a result.</param>
/// <param name="Failed">How many have failed.</param>
/// <param name="Skipped">How many were left out because the manifest has them as done.</param>
/// <param name="Running">How many are on the way: sent, or about to be.</param>
/// <param name="Fraction">From 0 to 1, with the runs on the way in proportion; null when the total is not known. It does not go back.</param>
/// <param name="Elapsed">The time since the batch was started.</param>
/// <param name="Remaining">What is left at this speed; null when that cannot be told yet.</param>
public sealed record BatchProgress(
    int? Total,
    int Succeeded,
    int Failed,
    int Skipped,
    int Running,
    double? Fraction,
    TimeSpan Elapsed,
    TimeSpan? Remaining)
{
    /// <summary>Gets how many are over, whatever their outcome.</summary>
    public int Done => Succeeded + Failed + Skipped;
}
