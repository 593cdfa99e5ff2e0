using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ComfyTyped.Compiler.Tests.Generator;

/// <summary>
/// Compares generated text with a committed file (<c>*.verified.cs</c>). A difference leaves a <c>*.received.cs</c> beside it;
/// with COMFYTYPED_ACCEPT=1 the committed file is written anew. A class has one file, whichever workflow asks for it: it must be the same.
/// </summary>
internal static class GoldenFile
{
    /// <summary>Verifies what a run generates, types that share a file each by itself.</summary>
    /// <param name="run">The run.</param>
    /// <param name="names">The names of the committed files; none for all.</param>
    public static void Verify(GeneratorRun run, params string[] names)
    {
        (string Name, string Text)[] parts = [.. run.Result.GeneratedSources.SelectMany(Parts)];
        Assert.Empty(names.Except(parts.Select(part => part.Name)));
        foreach ((string name, string text) in parts.Where(part => names.Length == 0 || names.Contains(part.Name)))
            Verify(name, text);
    }

    private static IEnumerable<(string Name, string Text)> Parts(GeneratedSourceResult source)
    {
        string folder = source.HintName.Replace(".g.cs", "", StringComparison.Ordinal).Split('/')[0];
        return folder is "Nodes" or "Choices"
            ? source.SyntaxTree.GetRoot().DescendantNodes(node => node is not TypeDeclarationSyntax).OfType<TypeDeclarationSyntax>()
                .Select(type => ($"{folder}/{type.Identifier.ValueText}", type.ToFullString().TrimStart('\n')))
            : [(source.HintName.Replace(".g.cs", "", StringComparison.Ordinal), source.SourceText.ToString())];
    }

    private static void Verify(string name, string text)
    {
        string stem = Path.Combine(GoldenFolder(), name);
        string verified = stem + ".verified.cs", received = stem + ".received.cs";
        if (Environment.GetEnvironmentVariable("COMFYTYPED_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(verified)!);
            File.WriteAllText(verified, text);
        }
        if (File.Exists(verified) && File.ReadAllText(verified) == text)
        {
            File.Delete(received);
            return;
        }
        File.WriteAllText(received, text);
        Assert.Fail($"{name} is not as verified. Compare {received} with {verified}; COMFYTYPED_ACCEPT=1 accepts what is generated now.");
    }

    public static string GoldenFolder([CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "Golden");
}
