using System.Collections.Immutable;
using ComfyTyped.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ComfyTyped.Compiler.CallSites;

/// <summary>A started run is awaited, read, disposed or handed on; <c>_ =</c> drops it on purpose.</summary>
internal sealed class RunIsFollowed() : CallSiteRule(OperationKind.ExpressionStatement, OperationKind.VariableDeclarator)
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(CallSiteDescriptors.RunNotAwaited);

    public override void Check(CallSite site)
    {
        IOperation? started = site.Operation switch
        {
            IExpressionStatementOperation statement => statement.Operation,
            IVariableDeclaratorOperation { Initializer.Value: IAwaitOperation value } declarator
                when site.Symbols.IsRun(value.Type) && !IsDisposed(declarator) && LocalUses.Of(declarator).All(IsIdle) => value,
            _ => null,
        };
        if (started is IAwaitOperation awaiting && site.Symbols.IsRun(started.Type))
            site.Report(CallSiteDescriptors.RunNotAwaited, started, TaskIsAwaited.Call(awaiting.Operation)?.TargetMethod.Name ?? "a task", "await its Result, read its Events, or dispose it");
    }

    /// <summary>Whether the end of a <c>using</c> disposes a local.</summary>
    private static bool IsDisposed(IVariableDeclaratorOperation declarator) =>
        declarator.Parent?.Parent?.Parent is IUsingDeclarationOperation or IUsingOperation;

    /// <summary>Whether a use of a run neither waits for it nor hands it on.</summary>
    private static bool IsIdle(ILocalReferenceOperation use) =>
        use.Parent is IPropertyReferenceOperation { Property.Name: "PromptId" or "EventsDropped" } property && property.Instance == use;
}
