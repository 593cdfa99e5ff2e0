using BenchmarkDotNet.Attributes;
using ComfyTyped.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ComfyTyped.Benchmarks;

/// <summary>The generator in its driver, beside one that does nothing: ten workflow files, 200 C# files.</summary>
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    private const int Workflows = 10;
    private const int CSharpFiles = 200;

    private CSharpCompilation _compilation = null!;
    private CSharpCompilation _edited = null!;
    private TextFile[] _files = null!;
    private TextFile _editedFile = null!;
    private GeneratorDriver _empty = null!;
    private GeneratorDriver _primed = null!;

    /// <summary>Runs each driver once.</summary>
    [GlobalSetup]
    public void Setup()
    {
        SyntaxTree[] trees = [.. Enumerable.Range(0, CSharpFiles).Select(i => CSharpSyntaxTree.ParseText($"namespace N{i}; class C{i} {{ int M() => {i}; }}"))];
        _compilation = CSharpCompilation.Create("Benchmark", trees);
        _edited = _compilation.ReplaceSyntaxTree(trees[0], CSharpSyntaxTree.ParseText("namespace N0; class C0 { int M() => 1000; }"));
        _files = [.. Enumerable.Range(0, Workflows).Select(i => new TextFile($"/src/workflows/workflow_{i}.json", Resources.FortyNodes))];
        _editedFile = new TextFile(_files[3].Path, Resources.FortyNodes.Replace("\"steps\": 20", "\"steps\": 21", StringComparison.Ordinal));
        _empty = Driver(new EmptyGenerator()).RunGenerators(_compilation);
        _primed = Driver(new WorkflowGenerator()).RunGenerators(_compilation);
    }

    /// <summary>An unrelated edit with a generator that does nothing.</summary>
    [Benchmark(Baseline = true)]
    public GeneratorDriver EmptyGeneratorUnrelatedEdit() => _empty.RunGenerators(_edited);

    /// <summary>An unrelated edit.</summary>
    [Benchmark]
    public GeneratorDriver UnrelatedEdit() => _primed.RunGenerators(_edited);

    /// <summary>One of the ten workflows edited.</summary>
    [Benchmark]
    public GeneratorDriver OneWorkflowEdited() => _primed.ReplaceAdditionalText(_files[3], _editedFile).RunGenerators(_compilation);

    /// <summary>A driver from nothing.</summary>
    [Benchmark]
    public GeneratorDriver Cold() => Driver(new WorkflowGenerator()).RunGenerators(_compilation);

    private GeneratorDriver Driver(IIncrementalGenerator generator) =>
        CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], _files, CSharpParseOptions.Default);
}
