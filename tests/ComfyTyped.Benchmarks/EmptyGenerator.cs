using Microsoft.CodeAnalysis;

namespace ComfyTyped.Benchmarks;

/// <summary>A generator that looks at the same files and does nothing: the floor of what a driver costs.</summary>
internal sealed class EmptyGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context) =>
        context.RegisterSourceOutput(context.AdditionalTextsProvider, static (_, _) => { });
}
