using System.IO.Enumeration;

namespace ComfyTyped.Graph;

/// <summary>Writes a file of the server to the disk: whole, or not at all.</summary>
internal static class FileSaving
{
    public static async Task<string> SaveAsync(OutputFile file, string path, CancellationToken cancellationToken)
    {
        string partial = await DownloadBesideAsync(file, Path.GetDirectoryName(path)!, cancellationToken).ConfigureAwait(false);
        try
        {
            File.Move(partial, path, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
        return path;
    }

    public static async Task<string> SaveToFolderAsync(OutputFile file, string folder, CancellationToken cancellationToken)
    {
        string partial = await DownloadBesideAsync(file, folder, cancellationToken).ConfigureAwait(false);
        try
        {
            return MoveToFreeName(partial, folder, SafeFileName.From(file.FileName));
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    private static async Task<string> DownloadBesideAsync(OutputFile file, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        Stream source = await file.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (source.ConfigureAwait(false))
        {
            FileStream target = PartialFiles.Create(folder);
            try
            {
                await using (target.ConfigureAwait(false))
                {
                    PartialFiles.DeleteAbandoned(folder, target.Name);
                    await source.CopyToAsync(target, cancellationToken).ConfigureAwait(false);
                }
            }
            catch
            {
                File.Delete(target.Name);
                throw;
            }
            return target.Name;
        }
    }

    private static string MoveToFreeName(string partial, string folder, string name)
    {
        string stem = Path.GetFileNameWithoutExtension(name);
        string extension = Path.GetExtension(name);
        HashSet<string> taken = NamesLike(stem, folder);
        for (int copy = 0; ; copy++)
        {
            string free = copy == 0 ? name : $"{stem} ({copy}){extension}";
            string path = Path.Combine(folder, free);
            if (taken.Contains(free))
                continue;
            try
            {
                // Creating it takes the name at once; moving without overwriting looks first and moves then, and another save can come between.
                using (new FileStream(path, FileMode.CreateNew, FileAccess.Write))
                {
                }
                File.Move(partial, path, overwrite: true);
                return path;
            }
            catch (IOException) when (Path.Exists(path))
            {
                // Another save took the name after the look, or the file system takes two names for one that this program does not.
            }
        }
    }

    /// <summary>The names of a folder that begin as one does, without regard to case: names that differ in nothing else are one on Windows and macOS.</summary>
    private static HashSet<string> NamesLike(string stem, string folder)
    {
        IEnumerable<string> paths = FolderEntries.Find(folder, (ref FileSystemEntry entry) => entry.FileName.StartsWith(stem, StringComparison.OrdinalIgnoreCase));
        return new HashSet<string>(paths.Select(path => Path.GetFileName(path)), StringComparer.OrdinalIgnoreCase);
    }
}
