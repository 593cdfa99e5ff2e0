using System.Collections.Immutable;
using ComfyTyped.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ComfyTyped.Compiler.CallSites;

/// <summary>
/// Code that runs several times at once does not both change and submit a workflow from outside: one call would submit what another has
/// half changed. On one thread that is fine, because a client reads the workflow before it returns its task.
/// </summary>
internal sealed class WorkflowIsNotShared() : CallSiteRule(OperationKind.Invocation)
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(CallSiteDescriptors.SharedWorkflow);

    public override void Check(CallSite site)
    {
        var call = (IInvocationOperation)site.Operation;
        if (!SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, site.Symbols.Client)
            || SubmittedWorkflow(call, site.Symbols) is not { } value
            || SharedObject.Of(value) is not { } workflow)
            return;
        for (IOperation? outer = call.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is not IAnonymousFunctionOperation lambda)
                continue;
            if (workflow.IsDeclaredIn(lambda))
                return;
            if (ConcurrentCode.Is(lambda, call, workflow) && Changes(lambda, workflow, site.Symbols) && !ConcurrentCode.TakesTurns(lambda))
            {
                site.Report(CallSiteDescriptors.SharedWorkflow, value, workflow.Name, value.Type?.Name ?? "workflow");
                return;
            }
        }
    }

    private static IOperation? SubmittedWorkflow(IInvocationOperation call, ComfySymbols symbols)
    {
        foreach (IArgumentOperation argument in call.Arguments)
        {
            IOperation value = argument.Value is IConversionOperation conversion ? conversion.Operand : argument.Value;
            if (ComfySymbols.Derives(value.Type, symbols.Workflow))
                return value;
        }

        return null;
    }

    private static bool Changes(IAnonymousFunctionOperation lambda, SharedObject workflow, ComfySymbols symbols) => lambda.Body.Descendants().Any(operation => operation switch
    {
        IAssignmentOperation { Target: IMemberReferenceOperation { Instance: { } owner } } => workflow.IsRootOf(owner),
        IInvocationOperation { TargetMethod: { Name: "Add" or "Remove" or "Bypass" or "Rewire" } method, Instance: { } owner } =>
            ComfySymbols.Derives(method.ContainingType, symbols.Workflow) && workflow.IsRootOf(owner),
        _ => false,
    });
}
