using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ComfyTyped.Compiler.CallSites;

/// <summary>An object that code reaches by a name: a local, a parameter, or a field or property of its own.</summary>
internal sealed class SharedObject
{
    private readonly ISymbol _symbol;

    private SharedObject(ISymbol symbol) => _symbol = symbol;

    public string Name => _symbol.Name;

    /// <summary>The object that an expression names; null when it names none.</summary>
    public static SharedObject? Of(IOperation expression) => SymbolOf(expression) is { } symbol ? new SharedObject(symbol) : null;

    /// <summary>Whether each run of a lambda has its own.</summary>
    public bool IsDeclaredIn(IAnonymousFunctionOperation lambda) => SymbolEqualityComparer.Default.Equals(_symbol.ContainingSymbol, lambda.Symbol);

    /// <summary>Whether it stands inside a piece of code, so that each round of a loop has its own.</summary>
    public bool IsDeclaredIn(SyntaxNode code) => _symbol is ILocalSymbol
        && _symbol.DeclaringSyntaxReferences.Any(place => place.SyntaxTree == code.SyntaxTree && code.Span.Contains(place.Span));

    /// <summary>Whether an expression is the object, or something that it holds: <c>workflow.KSampler</c>.</summary>
    public bool IsRootOf(IOperation expression)
    {
        for (IOperation? current = expression; current is not null; current = (current as IMemberReferenceOperation)?.Instance)
        {
            if (SymbolEqualityComparer.Default.Equals(SymbolOf(current), _symbol))
                return true;
        }

        return false;
    }

    private static ISymbol? SymbolOf(IOperation expression) => expression switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field => field.Field,
        IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation, Property.IsIndexer: false } property when !CreatesAnew(property.Property) => property.Property,
        _ => null,
    };

    /// <summary>A property with a body may make a new object at each call.</summary>
    private static bool CreatesAnew(IPropertySymbol property) =>
        !property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
}
