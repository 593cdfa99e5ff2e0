namespace ComfyTyped.Testing;

/// <summary>The server's folder on disk with the three folders of ComfyUI. Nothing outside is ever read or written.</summary>
internal sealed class DataDirectory : IDisposable
{
    public const string Input = "input";
    public const string Output = "output";
    public const string Temp = "temp";

    private readonly bool _owned;

    public DataDirectory(string? path)
    {
        _owned = path is null;
        Root = Path.GetFullPath(path ?? Directory.CreateTempSubdirectory("comfytyped-").FullName);
        foreach (string type in (string[])[Input, Output, Temp])
            Directory.CreateDirectory(Path.Combine(Root, type));
    }

    public string Root { get; }

    /// <summary>The folder of that type, or <c>null</c> when ComfyUI has none of that name.</summary>
    public string? Folder(string type) => type is Input or Output or Temp ? Path.Combine(Root, type) : null;

    /// <summary>The path below the folder, or <c>null</c> when it would be outside of it.</summary>
    public static string? Resolve(string folder, params string[] parts)
    {
        if (parts.Any(part => part.Contains('\0', StringComparison.Ordinal)))
            return null;
        // A backslash is a separator on Windows only; refusing to tell the difference keeps both kinds of host safe.
        string path = Path.GetFullPath(Path.Combine([folder, .. parts.Select(part => part.Replace('\\', '/'))]));
        return path == folder || path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? path : null;
    }

    public IReadOnlyList<string> FileNames(string type) =>
        Folder(type) is { } folder
            ? [.. Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)]
            : [];

    /// <summary>Splits an annotated name such as <c>cat.png [output]</c> into the name and the type.</summary>
    public static (string Name, string? Type) Annotated(string name)
    {
        foreach (string type in (string[])[Output, Input, Temp])
        {
            string suffix = $"[{type}]";
            if (name.EndsWith(suffix, StringComparison.Ordinal))
                return (name[..^suffix.Length].TrimEnd(' '), type);
        }

        return (name, null);
    }

    public void Dispose()
    {
        if (_owned && Directory.Exists(Root))
            Directory.Delete(Root, recursive: true);
    }
}
