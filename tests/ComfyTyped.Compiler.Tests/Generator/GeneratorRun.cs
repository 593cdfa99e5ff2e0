using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ComfyTyped.Compiler.Tests.Generator;

/// <summary>A run of the generator. Every one is made twice, and the second must be fully cached: no test can forget it.</summary>
internal sealed class GeneratorRun
{
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !path.Contains("xunit", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private GeneratorRun(CSharpCompilation compilation, GeneratorDriver driver)
    {
        Driver = driver;
        Result = driver.GetRunResult().Results.Single();
        Compilation = compilation.AddSyntaxTrees(Result.GeneratedSources.Select(source => source.SyntaxTree));
    }

    public GeneratorDriver Driver { get; }

    public GeneratorRunResult Result { get; }

    public CSharpCompilation Compilation { get; }

    public ImmutableArray<Diagnostic> Diagnostics => Result.Diagnostics;

    public static Dictionary<string, string> DefaultProperties => new()
    {
        ["RootNamespace"] = "MyApp",
        ["ProjectDir"] = "/src/MyApp/",
        ["ComfyExpectWorkflows"] = "true",
    };

    public static CSharpParseOptions ParseOptions { get; } =
        new(LanguageVersion.CSharp12, DocumentationMode.Diagnose);

    public static GeneratorRun Of(params InMemoryFile[] files) => Of(files, DefaultProperties);

    public static GeneratorRun Of(InMemoryFile[] files, Dictionary<string, string> properties, string source = "", CSharpParseOptions? parseOptions = null)
    {
        CSharpCompilation compilation = Compile(source, parseOptions ?? ParseOptions);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new WorkflowGenerator().AsSourceGenerator()],
            files,
            parseOptions ?? ParseOptions,
            new InMemoryOptions(properties),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGenerators(compilation);
        var run = new GeneratorRun(compilation, driver);
        Caching.AssertModelsHoldNoCompilerObjects(run.Result);
        Caching.AssertAllCached(driver.RunGenerators(compilation.Clone()).GetRunResult().Results.Single());
        return run;
    }

    /// <summary>Runs the same driver again after a change of its files.</summary>
    public GeneratorRunResult Rerun(Func<GeneratorDriver, GeneratorDriver> change) =>
        change(Driver).RunGenerators(Compilation.RemoveSyntaxTrees(Result.GeneratedSources.Select(source => source.SyntaxTree)))
            .GetRunResult().Results.Single();

    public string Source(string hintName) =>
        Result.GeneratedSources.Single(source => source.HintName == hintName).SourceText.ToString();

    /// <summary>The text of a generated node class.</summary>
    public string Node(string name) => FindNode(name) ?? throw new InvalidOperationException($"No node class {name} was generated.");

    /// <summary>The text of a generated node class, or null.</summary>
    public string? FindNode(string name) => Result.GeneratedSources
        .Where(source => source.HintName.StartsWith("Nodes/", StringComparison.Ordinal))
        .SelectMany(source => source.SyntaxTree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>())
        .FirstOrDefault(type => type.Identifier.ValueText == name)?.ToFullString();

    /// <summary>Everything that the compiler has to say of the generated code; nothing is the only good answer.</summary>
    public IEnumerable<Diagnostic> Complaints() => Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);

    /// <summary>Makes an object of a generated workflow class.</summary>
    public ComfyWorkflow Create(string fullName) => (ComfyWorkflow)Activator.CreateInstance(Load().GetType(fullName, throwOnError: true)!)!;

    /// <summary>Loads the generated code.</summary>
    public Assembly Load()
    {
        using var image = new MemoryStream();
        Assert.True(Compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success, string.Join("\n", Complaints().Take(5)));
        image.Position = 0;
        return new AssemblyLoadContext("generated", isCollectible: true).LoadFromStream(image);
    }

    private static CSharpCompilation Compile(string source, CSharpParseOptions parseOptions) => CSharpCompilation.Create(
        "MyApp",
        [CSharpSyntaxTree.ParseText(source, parseOptions, cancellationToken: TestContext.Current.CancellationToken)],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999));
}
