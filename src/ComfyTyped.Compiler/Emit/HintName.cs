using System.Globalization;

namespace ComfyTyped.Compiler.Emit;

/// <summary>Names of generated files: short, because paths are long enough.</summary>
internal static class HintName
{
    private const int MaxLength = 60;

    /// <summary>Gives <c>Nodes/Sampling.g.cs</c>; a long name is cut, and told apart by a hash of the whole.</summary>
    public static string Of(string folder, string name) => name.Length <= MaxLength
        ? $"{folder}/{name}.g.cs"
        : $"{folder}/{name.Substring(0, MaxLength)}_{Hash(name).ToString("x8", CultureInfo.InvariantCulture)}.g.cs";

    // FNV-1a: string.GetHashCode differs from process to process.
    private static uint Hash(string text)
    {
        uint hash = 2166136261;
        foreach (char c in text)
            hash = unchecked((hash ^ c) * 16777619);
        return hash;
    }
}
