using System.Collections.Immutable;
using ComfyTyped.Core;
using Microsoft.CodeAnalysis;

namespace ComfyTyped.Compiler.Rules;

/// <summary>One sentence that is true of every good workflow.</summary>
/// <param name="descriptor">What is said where it is not.</param>
internal abstract class WorkflowRule(DiagnosticDescriptor descriptor)
{
    public DiagnosticDescriptor Descriptor => descriptor;

    public abstract IEnumerable<Finding> Check(RuleContext context);

    protected Finding Report(SourceSpan span, params string[] arguments) => new(descriptor, span, ImmutableArray.Create(arguments));
}
