using System.Collections.Immutable;
using ComfyTyped.Core.Rules;
using Microsoft.CodeAnalysis;

namespace ComfyTyped.Compiler.CallSites;

/// <summary>The range that a generated property or parameter declares.</summary>
/// <param name="Input">The input as messages call it.</param>
/// <param name="Min">The smallest number as a JSON token, or null.</param>
/// <param name="Max">The largest number as a JSON token, or null.</param>
internal sealed record DeclaredRange(string Input, string? Min, string? Max)
{
    /// <summary>The range of a property or parameter; null when it declares none.</summary>
    public static DeclaredRange? Of(ISymbol target, INamedTypeSymbol? attribute)
    {
        foreach (AttributeData data in target.OriginalDefinition.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(data.AttributeClass, attribute) && attribute is not null)
                return Of(data.ConstructorArguments);
        }

        return null;
    }

    private static DeclaredRange? Of(ImmutableArray<TypedConstant> arguments) =>
        arguments.Length == 3 && arguments[0].Value is string input ? new(input, Token(arguments[1]), Token(arguments[2])) : null;

    // Code by hand may have anything there.
    private static string? Token(TypedConstant argument) =>
        argument.Value is string token && PythonNumber.IsFloat(token) && token.IndexOf("nan", StringComparison.OrdinalIgnoreCase) < 0 ? token : null;
}
