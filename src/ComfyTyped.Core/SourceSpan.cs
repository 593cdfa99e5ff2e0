namespace ComfyTyped.Core;

/// <summary>A range of characters of a file.</summary>
/// <param name="Start">Its first character, counted from 0.</param>
/// <param name="Length">How many characters it has.</param>
internal readonly record struct SourceSpan(int Start, int Length)
{
    /// <summary>The position behind its last character.</summary>
    public int End => Start + Length;

    public static SourceSpan FromBounds(int start, int end) => new(start, end - start);
}
