namespace ComfyTyped.Benchmarks;

/// <summary>The embedded workflow files.</summary>
internal static class Resources
{
    public static string FortyNodes { get; } = Read("forty_nodes.json");

    private static string Read(string name)
    {
        using Stream stream = typeof(Resources).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
