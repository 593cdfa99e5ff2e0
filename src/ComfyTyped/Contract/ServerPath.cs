using System.Diagnostics.CodeAnalysis;

namespace ComfyTyped.Contract;

/// <summary>Where a file is on a server: in a folder, perhaps below it, and never anywhere else.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Subfolder">The folder below it, parted by <c>/</c>; empty for the folder itself.</param>
/// <param name="FileName">The name.</param>
internal sealed record ServerPath(ComfyFolder Folder, string Subfolder, string FileName)
{
    /// <summary>Servers know no longer ones either.</summary>
    private const int MaxLength = 4096;

    /// <summary>Reads a name as nodes have it: <c>3d/mesh.glb</c>, <c>3d\mesh.glb</c> on Windows, <c>mesh.glb [temp]</c>.</summary>
    /// <param name="name">The name.</param>
    /// <param name="folder">The folder of one that does not tell its own.</param>
    /// <param name="path">The place.</param>
    /// <returns>Whether it is one: not an absolute path, nor one that leads out of the folder.</returns>
    public static bool TryParse(string name, ComfyFolder folder, [NotNullWhen(true)] out ServerPath? path)
    {
        path = null;
        string relative = TakeSuffix(name, ref folder).Replace('\\', '/');
        if (relative.Length > MaxLength || relative.Any(char.IsControl))
            return false;
        string[] parts = relative.Split('/');
        if (parts.Any(part => IsDetour(part) || IsDrive(part)))
            return false;
        path = new ServerPath(folder, string.Join('/', parts[..^1]), parts[^1]);
        return true;
    }

    private static string TakeSuffix(string name, ref ComfyFolder folder)
    {
        foreach (ComfyFolder other in Enum.GetValues<ComfyFolder>())
        {
            string suffix = $" [{other.ToWire()}]";
            if (!name.EndsWith(suffix, StringComparison.Ordinal))
                continue;
            folder = other;
            return name[..^suffix.Length];
        }
        return name;
    }

    private static bool IsDrive(string part) => part.Length > 1 && part[1] == ':' && char.IsAsciiLetter(part[0]);

    /// <summary>Nothing, as before the first <c>/</c> of an absolute path, or dots: Windows takes <c>.. </c> and <c>...</c> for <c>..</c>.</summary>
    private static bool IsDetour(string part) => part.AsSpan().Trim(". ").IsEmpty;
}
