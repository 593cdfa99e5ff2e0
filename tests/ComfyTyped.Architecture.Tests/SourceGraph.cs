using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ComfyTyped.Architecture.Tests;

/// <summary>Which file of a project refers to which other one, by the compiler's own semantic model.</summary>
internal sealed class SourceGraph
{
    /// <summary>The project that is compiled into others: its folders appear under this name.</summary>
    public const string Core = "ComfyTyped.Core";

    private const string GlobalUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private SourceGraph(IReadOnlyList<string> files, IReadOnlyList<Reference> references, IReadOnlyList<Diagnostic> unresolved)
    {
        Files = files;
        References = references;
        Unresolved = unresolved;
    }

    public IReadOnlyList<string> Files { get; }

    public IReadOnlyList<Reference> References { get; }

    /// <summary>Gets the names that could not be resolved. Each of them could hide a reference.</summary>
    public IReadOnlyList<Diagnostic> Unresolved { get; }

    /// <summary>Reads the sources of a project in <c>src</c>, and those of the core with them where it is compiled into the project.</summary>
    public static SourceGraph Read(string project)
    {
        // Constants of the highest framework: the sources of the others are a part of it.
        var options = new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.None, preprocessorSymbols: ["NET", "NET8_0_OR_GREATER", "NET9_0_OR_GREATER", "NET10_0_OR_GREATER"]);
        List<SyntaxTree> sources = [.. Parse(Path.Combine(Repository.Sources, project), "", options)];
        if (File.ReadAllText(Path.Combine(Repository.Sources, project, project + ".csproj")).Contains(Core + ".projitems", StringComparison.Ordinal))
            sources.AddRange(Parse(Path.Combine(Repository.Sources, Core), Core + "/", options));
        var compilation = CSharpCompilation.Create(
            project,
            [.. sources, CSharpSyntaxTree.ParseText(GlobalUsings, options)],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
                .Split(Path.PathSeparator)
                .Where(path => Path.GetFileNameWithoutExtension(path) != project)
                .Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        return new SourceGraph(
            [.. sources.Select(source => source.FilePath)],
            [.. sources.SelectMany(source => ReferencesIn(source, compilation)).Distinct()],
            [.. compilation.GetDiagnostics().Where(problem => problem.Id is "CS0103" or "CS0234" or "CS0246")]);
    }

    /// <summary>Gives the sets of nodes of which each leads to each other, of two nodes or more.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> CirclesOf(IEnumerable<(string From, string To)> arrows)
    {
        ILookup<string, string> next = arrows.Where(arrow => arrow.From != arrow.To).Distinct().ToLookup(arrow => arrow.From, arrow => arrow.To);
        Dictionary<string, HashSet<string>> reach = next.ToDictionary(node => node.Key, node => ReachableFrom(node.Key, next));
        var circles = new List<IReadOnlyList<string>>();
        foreach (string node in reach.Keys.Where(node => reach[node].Contains(node)))
        {
            if (!circles.Any(circle => circle.Contains(node)))
                circles.Add([.. reach[node].Where(other => reach.TryGetValue(other, out HashSet<string>? back) && back.Contains(node)).Order()]);
        }
        return circles;
    }

    private static HashSet<string> ReachableFrom(string node, ILookup<string, string> next)
    {
        var seen = new HashSet<string>();
        var left = new Stack<string>(next[node]);
        while (left.TryPop(out string? current))
        {
            if (!seen.Add(current))
                continue;
            foreach (string following in next[current])
                left.Push(following);
        }
        return seen;
    }

    private static IEnumerable<SyntaxTree> Parse(string folder, string prefix, CSharpParseOptions options) =>
        from path in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        let file = Path.GetRelativePath(folder, path).Replace('\\', '/')
        where !file.StartsWith("obj/", StringComparison.Ordinal) && !file.StartsWith("bin/", StringComparison.Ordinal)
        select CSharpSyntaxTree.ParseText(File.ReadAllText(path), options, prefix + file);

    private static IEnumerable<Reference> ReferencesIn(SyntaxTree source, CSharpCompilation compilation)
    {
        SemanticModel model = compilation.GetSemanticModel(source);
        foreach (SyntaxNode node in source.GetRoot().DescendantNodes(child => child is not UsingDirectiveSyntax))
        {
            if (node is not (SimpleNameSyntax or BaseObjectCreationExpressionSyntax or ConstructorInitializerSyntax))
                continue;
            if (model.GetSymbolInfo(node).Symbol is { } symbol && FileOf(symbol) is { } file && file != source.FilePath)
                yield return new Reference(source.FilePath, file, NameOf(symbol));
        }
    }

    /// <summary>The file that declares a symbol: of a type in several files the one that has its name. Null when it is not of this project.</summary>
    private static string? FileOf(ISymbol symbol)
    {
        symbol = ((symbol as IMethodSymbol)?.ReducedFrom ?? symbol).OriginalDefinition;
        if (symbol is INamespaceSymbol or ILocalSymbol or IParameterSymbol or IRangeVariableSymbol or ITypeParameterSymbol)
            return null;
        if (symbol is IMethodSymbol { MethodKind: MethodKind.Constructor, IsImplicitlyDeclared: true } constructor)
            symbol = constructor.ContainingType;
        return symbol.Locations
            .Where(place => place.IsInSource)
            .Select(place => place.SourceTree!.FilePath)
            .OrderBy(file => symbol is INamedTypeSymbol && Path.GetFileName(file) != symbol.Name + ".cs")
            .ThenBy(file => file.Length)
            .FirstOrDefault();
    }

    private static string NameOf(ISymbol symbol) => symbol is INamedTypeSymbol ? symbol.Name : $"{symbol.ContainingType?.Name}.{symbol.Name}";
}
