using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ComfyTyped.Benchmarks;

/// <summary>A project of 100 workflow files, a catalog of 5 MB and 200 C# files, and the edits that its author makes.</summary>
internal sealed class LargeProject
{
    private const int Workflows = 100;
    private const int CSharpFiles = 200;
    private const int Edited = Workflows / 2;

    private readonly TextFile _catalog = new("/src/object_info.json", LargeCatalog.Text);
    private readonly TextFile[] _workflows = [.. ManyWorkflows.Make(Workflows).Select((text, index) => new TextFile($"/src/workflows/workflow_{index}.json", text))];

    public LargeProject()
    {
        SyntaxTree[] trees = [.. Enumerable.Range(0, CSharpFiles).Select(i => CSharpSyntaxTree.ParseText($"namespace N{i}; class C{i} {{ int M() => {i}; }}"))];
        Compilation = CSharpCompilation.Create("Benchmark", trees);
        EditedCompilation = Compilation.ReplaceSyntaxTree(trees[0], CSharpSyntaxTree.ParseText("namespace N0; class C0 { int M() => 1000; }"));
        ValueEdit = Edit(_workflows[Edited], "\"steps\": 4", "\"steps\": 5");
        InputEdit = Edit(_workflows[Edited], "\"steps\": 4", "\"steps\": 4, \"note\": \"a new input\"");
        UnusedClassEdit = Edit(_catalog, "\"name\": \"" + LargeCatalog.ClassType(900), "\"description\": \"new\", \"name\": \"" + LargeCatalog.ClassType(900));
        UsedClassEdit = Edit(_catalog, "tools/pack 0", "tools/pack zero");
    }

    public CSharpCompilation Compilation { get; }

    /// <summary>The same with another body of one method.</summary>
    public CSharpCompilation EditedCompilation { get; }

    public IReadOnlyList<TextFile> Files => [_catalog, .. _workflows];

    /// <summary>Another number in a workflow.</summary>
    public FileEdit ValueEdit { get; }

    /// <summary>An input that a node did not have before: what the files show of its class may have changed.</summary>
    public FileEdit InputEdit { get; }

    /// <summary>A class of the catalog that no workflow has.</summary>
    public FileEdit UnusedClassEdit { get; }

    /// <summary>Classes of the catalog that many workflows have.</summary>
    public FileEdit UsedClassEdit { get; }

    private static FileEdit Edit(TextFile file, string old, string replacement)
    {
        string text = file.GetText().ToString();
        string edited = text.Replace(old, replacement, StringComparison.Ordinal);
        return edited != text ? new FileEdit(file, new TextFile(file.Path, edited)) : throw new InvalidOperationException($"{file.Path} has no {old}.");
    }
}

/// <summary>A file before and after an edit.</summary>
internal sealed record FileEdit(TextFile Before, TextFile After);
