namespace ComfyTyped.Compiler.Pipeline;

/// <summary>Paths as text: the compiler may not ask the disk.</summary>
internal static class FilePath
{
    /// <summary>The path with <c>/</c> and without detours: items say "../../workflows/x.json", and the compiler passes that on as it is.</summary>
    public static string Normalize(string path)
    {
        var parts = new List<string>();
        foreach (string part in path.Replace('\\', '/').Split('/'))
        {
            if (part == ".." && parts.Count > 0 && parts[parts.Count - 1] is not (".." or ""))
                parts.RemoveAt(parts.Count - 1);
            else if (part != ".")
                parts.Add(part);
        }
        return string.Join("/", parts);
    }

    /// <summary>The way to a file from a folder; the path itself when no way leads there, as to another drive.</summary>
    public static string Relative(string path, string folder)
    {
        string[] target = Normalize(path).Split('/');
        string[] start = Normalize(folder).Split(['/'], StringSplitOptions.RemoveEmptyEntries);
        if (folder.StartsWith("/", StringComparison.Ordinal))
            start = [.. start.Prepend("")];
        int shared = 0;
        while (shared < start.Length && shared < target.Length - 1 && start[shared] == target[shared])
            shared++;
        return shared == 0 ? string.Join("/", target) : string.Join("/", start.Skip(shared).Select(_ => "..").Concat(target.Skip(shared)));
    }
}
