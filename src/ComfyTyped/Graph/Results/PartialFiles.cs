using System.IO.Enumeration;

namespace ComfyTyped.Graph;

/// <summary>
/// Downloads on the way to their place: <c>.{32 hexadecimal digits}.comfytyped-part</c> beside it. No file of a server gets such a name, so that what a killed
/// process left behind is known for what it is, and the next save into the folder deletes it.
/// </summary>
internal static class PartialFiles
{
    private const string Suffix = ".comfytyped-part";

    /// <summary>
    /// How long nobody has written to one that nobody writes any more. Locks tell that at once, where the file system has them, but for the moment between the
    /// last byte and the move to its place.
    /// </summary>
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromDays(1);

    /// <summary>Opens a new one for writing. It is locked until the stream is disposed.</summary>
    public static FileStream Create(string folder) =>
        new(Path.Combine(folder, $".{Guid.NewGuid():N}{Suffix}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);

    /// <summary>Deletes what is left of saves that never ended. Whatever cannot be deleted stays.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="created">One that was just made there. It tells the time of the file system, which may not be that of this machine.</param>
    public static void DeleteAbandoned(string folder, string created)
    {
        try
        {
            DateTimeOffset newest = File.GetLastWriteTimeUtc(created) - AbandonedAfter;
            foreach (string path in FolderEntries.Find(folder, (ref FileSystemEntry entry) => IsAbandoned(ref entry, newest)))
                Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A folder that takes files and does not show them.
        }
    }

    private static bool IsAbandoned(ref FileSystemEntry entry, DateTimeOffset newest) =>
        IsName(entry.FileName) && !entry.IsDirectory && (entry.Attributes & FileAttributes.ReparsePoint) == 0 && entry.LastWriteTimeUtc < newest;

    private static bool IsName(ReadOnlySpan<char> name) =>
        name.Length == 1 + 32 + Suffix.Length
        && name[0] == '.'
        && name.EndsWith(Suffix, StringComparison.Ordinal)
        && name.Slice(1, 32).IndexOfAnyExcept("0123456789abcdef") < 0;

    private static void Delete(string path)
    {
        try
        {
            // Opened for nobody else: a process that still writes it has it locked.
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody writes it, somebody else owns it, or another save was faster.
        }
    }
}
