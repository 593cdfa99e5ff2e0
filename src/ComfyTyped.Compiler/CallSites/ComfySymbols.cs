using Microsoft.CodeAnalysis;

namespace ComfyTyped.Compiler.CallSites;

/// <summary>The types of the runtime that rules look for.</summary>
internal sealed class ComfySymbols
{
    private ComfySymbols(Compilation compilation, INamedTypeSymbol input)
    {
        Input = input;
        InputRange = compilation.GetTypeByMetadataName("ComfyTyped.CompilerServices.InputRangeAttribute");
        Client = compilation.GetTypeByMetadataName("ComfyTyped.ComfyClient");
        Workflow = compilation.GetTypeByMetadataName("ComfyTyped.ComfyWorkflow");
        Node = compilation.GetTypeByMetadataName("ComfyTyped.ComfyNode");
        Result = compilation.GetTypeByMetadataName("ComfyTyped.ComfyResult");
        Run = compilation.GetTypeByMetadataName("ComfyTyped.ComfyRun`1");
        Tasks = new TaskSymbols(compilation);
        Options = new KnownOptions(compilation.GetTypeByMetadataName("ComfyTyped.CompilerServices.ChoiceOptionAttribute"));
    }

    /// <summary><c>InputRangeAttribute</c>.</summary>
    public INamedTypeSymbol? InputRange { get; }

    /// <summary><c>ComfyClient</c>.</summary>
    public INamedTypeSymbol? Client { get; }

    /// <summary><c>ComfyWorkflow</c>, the base of all workflows.</summary>
    public INamedTypeSymbol? Workflow { get; }

    /// <summary><c>ComfyNode</c>, the base of all nodes.</summary>
    public INamedTypeSymbol? Node { get; }

    /// <summary>The tasks of the framework.</summary>
    public TaskSymbols Tasks { get; }

    /// <summary>The options of choice types.</summary>
    public KnownOptions Options { get; }

    private INamedTypeSymbol Input { get; }

    private INamedTypeSymbol? Result { get; }

    private INamedTypeSymbol? Run { get; }

    /// <summary>The types as a compilation sees them; null when it does not reference the runtime.</summary>
    public static ComfySymbols? Of(Compilation compilation) =>
        compilation.GetTypeByMetadataName("ComfyTyped.CompilerServices.IComfyInput`1") is { } input ? new ComfySymbols(compilation, input) : null;

    /// <summary>Whether a type is an input's: a value or a link.</summary>
    public bool IsInput(ITypeSymbol? type) => type is INamedTypeSymbol { TypeKind: TypeKind.Struct }
        && type.AllInterfaces.Any(candidate => SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, Input));

    /// <summary>Whether a type is a <c>ComfyRun</c>.</summary>
    public bool IsRun(ITypeSymbol? type) => Run is not null && SymbolEqualityComparer.Default.Equals(type?.OriginalDefinition, Run);

    /// <summary>Whether a type is the result of a run.</summary>
    public bool IsResult(ITypeSymbol? type) => Derives(type, Result);

    /// <summary>Whether a type is a class or one of its descendants, or a type parameter that must be one.</summary>
    public static bool Derives(ITypeSymbol? type, INamedTypeSymbol? ancestor)
    {
        if (ancestor is null)
            return false;
        if (type is ITypeParameterSymbol parameter)
            return parameter.ConstraintTypes.Any(constraint => Derives(constraint, ancestor));
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, ancestor))
                return true;
        }

        return false;
    }
}
