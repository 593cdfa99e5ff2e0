using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ComfyTyped.Compiler.CallSites;

/// <summary>Finds where a local is used.</summary>
internal static class LocalUses
{
    public static IEnumerable<ILocalReferenceOperation> Of(IVariableDeclaratorOperation declarator)
    {
        IOperation body = declarator;
        while (body.Parent is { } parent)
            body = parent;
        return body.Descendants().OfType<ILocalReferenceOperation>()
            .Where(use => SymbolEqualityComparer.Default.Equals(use.Local, declarator.Symbol));
    }
}
