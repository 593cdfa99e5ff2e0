using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ComfyTyped.Compiler.CallSites;

/// <summary>One sentence that is true of all good code around workflows.</summary>
/// <param name="kinds">The operations that it looks at.</param>
internal abstract class CallSiteRule(params OperationKind[] kinds)
{
    /// <summary>The operations that it looks at.</summary>
    public ImmutableArray<OperationKind> Kinds { get; } = ImmutableArray.Create(kinds);

    /// <summary>What it may report.</summary>
    public abstract ImmutableArray<DiagnosticDescriptor> Descriptors { get; }

    /// <summary>Looks at one operation of one of its kinds; it may be called on many threads at once.</summary>
    public abstract void Check(CallSite site);
}
