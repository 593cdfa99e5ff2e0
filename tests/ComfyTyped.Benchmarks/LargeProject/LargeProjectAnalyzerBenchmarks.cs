using BenchmarkDotNet.Attributes;
using ComfyTyped.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ComfyTyped.Benchmarks;

/// <summary>The rules of workflow files over all files of a large project, as a build runs them; beside them an analyzer that says nothing.</summary>
[MemoryDiagnoser]
public class LargeProjectAnalyzerBenchmarks
{
    private LargeProject _project = null!;

    /// <summary>Makes the project and runs the rules once.</summary>
    [GlobalSetup]
    public async Task Setup()
    {
        _project = new LargeProject();
        await CSharpEdit();
    }

    /// <summary>A whole run of an analyzer that says nothing.</summary>
    [Benchmark(Baseline = true)]
    public Task<int> Empty() => RunAsync(new EmptyAnalyzer(), _project.Files);

    /// <summary>A whole run after an edit of a C# file: the files are known, all rules are applied again.</summary>
    [Benchmark]
    public Task<int> CSharpEdit() => RunAsync(new WorkflowFileAnalyzer(), _project.Files);

    /// <summary>A whole run after an edit of one workflow.</summary>
    [Benchmark]
    public Task<int> ValueEdit() => RunAsync(
        new WorkflowFileAnalyzer(), _project.Files.Select(file => file == _project.ValueEdit.Before ? _project.ValueEdit.After.Copy() : file));

    /// <summary>A whole run after an edit of the catalog.</summary>
    [Benchmark]
    public Task<int> CatalogEdit() => RunAsync(
        new WorkflowFileAnalyzer(), _project.Files.Select(file => file == _project.UnusedClassEdit.Before ? _project.UnusedClassEdit.After.Copy() : file));

    /// <summary>A whole run over files that no run has seen before.</summary>
    [Benchmark]
    public Task<int> Cold() => RunAsync(new WorkflowFileAnalyzer(), _project.Files.Select(file => file.Copy()));

    private async Task<int> RunAsync(DiagnosticAnalyzer analyzer, IEnumerable<TextFile> files)
    {
        var options = new AnalyzerOptions([.. files]);
        return (await _project.Compilation.Clone().WithAnalyzers([analyzer], options).GetAnalyzerDiagnosticsAsync()).Length;
    }
}
