using Microsoft.CodeAnalysis;

namespace ComfyTyped.Compiler.CallSites;

/// <summary>The tasks of the framework, and what can be awaited in their place.</summary>
internal sealed class TaskSymbols
{
    private readonly INamedTypeSymbol?[] _tasks;

    public TaskSymbols(Compilation compilation) => _tasks =
    [
        compilation.GetTypeByMetadataName("System.Threading.Tasks.Task`1"),
        compilation.GetTypeByMetadataName("System.Threading.Tasks.ValueTask`1"),
        compilation.GetTypeByMetadataName("System.Runtime.CompilerServices.ConfiguredTaskAwaitable`1"),
        compilation.GetTypeByMetadataName("System.Runtime.CompilerServices.ConfiguredValueTaskAwaitable`1"),
    ];

    /// <summary>What a task gives when it is awaited; null for anything but a task that gives something.</summary>
    public ITypeSymbol? ResultOf(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeArguments.Length: 1 } task
        && Array.Exists(_tasks, known => known is not null && SymbolEqualityComparer.Default.Equals(known, task.OriginalDefinition))
            ? task.TypeArguments[0]
            : null;
}
