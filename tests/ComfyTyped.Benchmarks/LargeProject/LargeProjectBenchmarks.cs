using BenchmarkDotNet.Attributes;
using ComfyTyped.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ComfyTyped.Benchmarks;

/// <summary>The generator in its driver, on a large project; beside each edit, one that does nothing and sees the same edit.</summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkDotNet.Configs.BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class LargeProjectBenchmarks
{
    private LargeProject _project = null!;
    private GeneratorDriver _empty = null!;
    private GeneratorDriver _primed = null!;
    private GeneratorDriver _sameFiles = null!;

    /// <summary>Runs each driver once.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _project = new LargeProject();
        _empty = Driver(new EmptyGenerator()).RunGenerators(_project.Compilation);
        _primed = Driver(new WorkflowGenerator()).RunGenerators(_project.Compilation);
        _sameFiles = Driver(new SameFilesGenerator(_primed.GetRunResult().Results.Single().GeneratedSources)).RunGenerators(_project.Compilation);
        foreach (GeneratorDriver driver in (GeneratorDriver[])[CSharpEdit(), ValueEdit(), NewInput(), UnusedClass(), UsedClass(), Cold()])
            Check(driver);
    }

    /// <summary>An unrelated edit with a generator that does nothing.</summary>
    [Benchmark(Baseline = true), BenchmarkCategory("C# edit")]
    public GeneratorDriver CSharpEditEmpty() => _empty.RunGenerators(_project.EditedCompilation);

    /// <summary>An unrelated edit with a generator that only hands on as many files.</summary>
    [Benchmark, BenchmarkCategory("C# edit")]
    public GeneratorDriver CSharpEditSameFiles() => _sameFiles.RunGenerators(_project.EditedCompilation);

    /// <summary>An unrelated edit.</summary>
    [Benchmark, BenchmarkCategory("C# edit")]
    public GeneratorDriver CSharpEdit() => _primed.RunGenerators(_project.EditedCompilation);

    /// <summary>A workflow edited with a generator that does nothing.</summary>
    [Benchmark(Baseline = true), BenchmarkCategory("Workflow edit")]
    public GeneratorDriver ValueEditEmpty() => Edit(_empty, _project.ValueEdit);

    /// <summary>Another value in one workflow.</summary>
    [Benchmark, BenchmarkCategory("Workflow edit")]
    public GeneratorDriver ValueEdit() => Edit(_primed, _project.ValueEdit);

    /// <summary>Another input in one workflow.</summary>
    [Benchmark, BenchmarkCategory("Workflow edit")]
    public GeneratorDriver NewInput() => Edit(_primed, _project.InputEdit);

    /// <summary>The catalog edited with a generator that does nothing.</summary>
    [Benchmark(Baseline = true), BenchmarkCategory("Catalog edit")]
    public GeneratorDriver CatalogEditEmpty() => Edit(_empty, _project.UnusedClassEdit);

    /// <summary>Another class in the catalog that nobody uses.</summary>
    [Benchmark, BenchmarkCategory("Catalog edit")]
    public GeneratorDriver UnusedClass() => Edit(_primed, _project.UnusedClassEdit);

    /// <summary>Other classes in the catalog that workflows use.</summary>
    [Benchmark, BenchmarkCategory("Catalog edit")]
    public GeneratorDriver UsedClass() => Edit(_primed, _project.UsedClassEdit);

    /// <summary>A driver from nothing with a generator that does nothing.</summary>
    [Benchmark(Baseline = true), BenchmarkCategory("Cold")]
    public GeneratorDriver ColdEmpty() => Driver(new EmptyGenerator()).RunGenerators(_project.Compilation);

    /// <summary>A driver from nothing.</summary>
    [Benchmark, BenchmarkCategory("Cold")]
    public GeneratorDriver Cold() => Driver(new WorkflowGenerator()).RunGenerators(_project.Compilation);

    private GeneratorDriver Edit(GeneratorDriver driver, FileEdit edit) =>
        driver.ReplaceAdditionalText(edit.Before, edit.After).RunGenerators(_project.Compilation);

    private GeneratorDriver Driver(IIncrementalGenerator generator) =>
        CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], _project.Files, CSharpParseOptions.Default);

    private static void Check(GeneratorDriver driver)
    {
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        if (result.Exception is not null || result.GeneratedSources.Length < 100)
            throw new InvalidOperationException("The generator failed.", result.Exception);
    }
}
