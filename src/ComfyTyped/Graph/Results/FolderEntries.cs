using System.IO.Enumeration;

namespace ComfyTyped.Graph;

/// <summary>What lies in a folder itself, hidden files and links included.</summary>
internal static class FolderEntries
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };

    /// <summary>The full paths of some entries; none when the folder shows nothing.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="isWanted">Which; asked before anything is allocated for an entry.</param>
    public static IEnumerable<string> Find(string folder, FileSystemEnumerable<string>.FindPredicate isWanted) =>
        new FileSystemEnumerable<string>(folder, (ref FileSystemEntry entry) => entry.ToFullPath(), Everything) { ShouldIncludePredicate = isWanted };
}
