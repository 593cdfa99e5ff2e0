using System.Runtime.CompilerServices;

namespace ComfyTyped.Compiler.Tests.Generator;

/// <summary>The repository's own workflow files.</summary>
internal static class SharedWorkflows
{
    public static InMemoryFile File(string name) => new($"/src/MyApp/workflows/{name}", Text(name));

    public static string Text(string name, [CallerFilePath] string thisFile = "") =>
        System.IO.File.ReadAllText(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "workflows", name));
}
