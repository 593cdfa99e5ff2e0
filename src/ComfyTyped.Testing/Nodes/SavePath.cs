using System.Globalization;

namespace ComfyTyped.Testing.Nodes;

/// <summary>Where the files of a SaveImage node go (ComfyUI 0.8.0, <c>folder_paths.get_save_image_path</c>).</summary>
/// <param name="Folder">The folder on disk, which exists.</param>
/// <param name="Subfolder">The folder as clients name it: relative to the folder of the type, with slashes.</param>
/// <param name="Stem">The start of the file names.</param>
/// <param name="Counter">The number of the first file; one more than the highest that is there.</param>
internal sealed record SavePath(string Folder, string Subfolder, string Stem, int Counter)
{
    /// <exception cref="NodeExecutionException">The prefix leads out of the folder.</exception>
    public static SavePath Find(string root, string prefix, Picture first, TimeProvider time)
    {
        string full = DataDirectory.Resolve(root, Fill(prefix, first, time.GetLocalNow()))
            ?? throw new NodeExecutionException("Exception", "**** ERROR: Saving image outside the output folder is not allowed.");
        // The folder itself, which an empty prefix means, has the name "." in Python.
        (string folder, string stem) = full == root ? (root, ".") : (Path.GetDirectoryName(full)!, Path.GetFileName(full));
        Directory.CreateDirectory(folder);
        string subfolder = Path.GetRelativePath(root, folder).Replace('\\', '/');
        return new SavePath(folder, subfolder == "." ? "" : subfolder, stem, Next(folder, stem));
    }

    public string FileName(int indexInBatch)
    {
        string stem = Stem.Replace("%batch_num%", indexInBatch.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return string.Create(CultureInfo.InvariantCulture, $"{stem}_{Counter + indexInBatch:00000}_.png");
    }

    private static int Next(string folder, string stem)
    {
        int highest = 0;
        foreach (string file in Directory.EnumerateFiles(folder))
        {
            string name = Path.GetFileName(file);
            if (!name.StartsWith(stem + "_", StringComparison.OrdinalIgnoreCase))
                continue;
            string digits = name[(stem.Length + 1)..].Split('_')[0];
            if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int counter))
                highest = Math.Max(highest, counter);
        }

        return highest + 1;
    }

    private static string Fill(string prefix, Picture first, DateTimeOffset now)
    {
        (string Name, string Value)[] variables =
        [
            ("width", first.Width.ToString(CultureInfo.InvariantCulture)),
            ("height", first.Height.ToString(CultureInfo.InvariantCulture)),
            ("year", now.ToString("yyyy", CultureInfo.InvariantCulture)),
            ("month", now.ToString("MM", CultureInfo.InvariantCulture)),
            ("day", now.ToString("dd", CultureInfo.InvariantCulture)),
            ("hour", now.ToString("HH", CultureInfo.InvariantCulture)),
            ("minute", now.ToString("mm", CultureInfo.InvariantCulture)),
            ("second", now.ToString("ss", CultureInfo.InvariantCulture)),
        ];
        return variables.Aggregate(prefix, (text, variable) => text.Replace($"%{variable.Name}%", variable.Value, StringComparison.Ordinal));
    }
}
