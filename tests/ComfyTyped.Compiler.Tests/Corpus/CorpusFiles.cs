using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Tests.Corpus;

/// <summary>Real public files. They are not ours to ship, so they stay outside the repository and a test that needs them skips without.</summary>
internal static class CorpusFiles
{
    public static IReadOnlyList<CorpusFile> Api => Read("api");

    public static IReadOnlyList<CorpusFile> Editor => Read("ui");

    public static IReadOnlyList<CorpusFile> Catalogs => Read("object_info");

    private static List<CorpusFile> Read(string kind)
    {
        string? folder = FindShared("corpus", kind);
        Assert.SkipWhen(folder is null, $"There is no folder shared/corpus/{kind} beside the repository.");
        return [.. Directory.EnumerateFiles(folder!, "*.json").Order(StringComparer.Ordinal).Select(CorpusFile.Read)];
    }

    /// <summary>A folder of what lies beside the repository, or null.</summary>
    public static string? FindShared(params string[] path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine([folder.FullName, "shared", .. path]);
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }
}

internal sealed record CorpusFile(string Name, SourceText Text)
{
    public static CorpusFile Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return new CorpusFile(Path.GetFileName(path), SourceText.From(stream, Encoding.UTF8));
    }
}
