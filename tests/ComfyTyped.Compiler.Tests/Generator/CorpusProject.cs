using System.Reflection;
using ComfyTyped.Compiler.Pipeline;
using ComfyTyped.Compiler.Tests.Corpus;
using ComfyTyped.Core.Workflows;

namespace ComfyTyped.Compiler.Tests.Generator;

/// <summary>All workflow files of the corpus as one project, so that names meet and classes are inferred from all of them together.</summary>
public sealed class CorpusProject
{
    private readonly Lazy<GeneratorRun> _run;
    private readonly Lazy<Assembly> _assembly;
    private readonly Lazy<CorpusFile[]> _files = new(() => [.. CorpusFiles.Api.Where(IsWorkflow)]);

    public CorpusProject()
    {
        _run = new(() => GeneratorRun.Of([.. Files.Select((file, i) => new InMemoryFile($"/src/MyApp/workflows/f{i}.json", file.Text.ToString()))]));
        _assembly = new(() => Run.Load());
    }

    internal CorpusFile[] Files => _files.Value;

    internal GeneratorRun Run => _run.Value;

    internal IEnumerable<(CorpusFile File, ComfyWorkflow Workflow)> CreateAll() => Files.Select((file, i) =>
        (file, (ComfyWorkflow)Activator.CreateInstance(_assembly.Value.GetType($"MyApp.Workflows.F{i}", throwOnError: true)!)!));

    private static bool IsWorkflow(CorpusFile file) => WorkflowFileParser.Parse(file.Text, TestContext.Current.CancellationToken) is WorkflowFile;
}
