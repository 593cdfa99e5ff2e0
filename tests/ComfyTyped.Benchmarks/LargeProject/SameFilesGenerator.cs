using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Benchmarks;

/// <summary>A generator that adds given files and does nothing else: what a driver costs that hands so many on.</summary>
internal sealed class SameFilesGenerator(IEnumerable<GeneratedSourceResult> files) : IIncrementalGenerator
{
    private readonly Dictionary<string, SourceText> _files = files.ToDictionary(file => file.HintName, file => file.SourceText);

    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
        context.AdditionalTextsProvider.Collect().SelectMany((_, _) => _files.Keys),
        (output, hintName) => output.AddSource(hintName, _files[hintName]));
}
