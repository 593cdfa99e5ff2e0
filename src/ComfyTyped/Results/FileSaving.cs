namespace ComfyTyped.Results;

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
        string partial = Path.Combine(folder, $".{Guid.NewGuid():N}.part");
        Stream source = await file.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (source.ConfigureAwait(false))
        {
            try
            {
                var target = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);
                await using (target.ConfigureAwait(false))
                    await source.CopyToAsync(target, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                File.Delete(partial);
                throw;
            }
        }
        return partial;
    }

    private static string MoveToFreeName(string partial, string folder, string name)
    {
        string stem = Path.GetFileNameWithoutExtension(name);
        string extension = Path.GetExtension(name);
        for (int copy = 0; ; copy++)
        {
            string path = Path.Combine(folder, copy == 0 ? name : $"{stem} ({copy}){extension}");
            if (Path.Exists(path))
                continue;
            try
            {
                File.Move(partial, path, overwrite: false);
                return path;
            }
            catch (IOException) when (Path.Exists(path))
            {
                // Another save took the name between the look and the move.
            }
        }
    }
}
