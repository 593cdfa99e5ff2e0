using System.Collections.Immutable;
using ComfyTyped.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ComfyTyped.Compiler.CallSites;

/// <summary>The task of a run is awaited or kept, in methods that are not async too, where the compiler says nothing; <c>_ =</c> drops it on purpose.</summary>
internal sealed class TaskIsAwaited() : CallSiteRule(OperationKind.ExpressionStatement, OperationKind.VariableDeclarator)
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(CallSiteDescriptors.RunNotAwaited);

    public override void Check(CallSite site)
    {
        IOperation? dropped = site.Operation switch
        {
            IExpressionStatementOperation statement => statement.Operation,
            IVariableDeclaratorOperation { Initializer.Value: var value } declarator when IsRunTask(value, site) && !LocalUses.Of(declarator).Any() => value,
            _ => null,
        };
        if (dropped is null || Call(dropped) is not { } call || site.Symbols.Tasks.ResultOf(dropped.Type) is not { } result)
            return;
        if (site.Symbols.IsRun(result))
            site.Report(CallSiteDescriptors.RunNotAwaited, dropped, call.TargetMethod.Name, "nobody can follow or cancel it, nor hears that it was refused");
        else if (site.Symbols.IsResult(result))
            site.Report(CallSiteDescriptors.RunNotAwaited, dropped, dropped is IConditionalAccessOperation ? NoFix : Fix, call.TargetMethod.Name, "its result is lost, and nobody hears of its failure");
    }

    private static ImmutableDictionary<string, string?> NoFix => ImmutableDictionary<string, string?>.Empty;

    private static ImmutableDictionary<string, string?> Fix { get; } = NoFix.Add(FixProperties.Await, "true");

    private static bool IsRunTask(IOperation value, CallSite site) =>
        site.Symbols.Tasks.ResultOf(value.Type) is { } result && (site.Symbols.IsRun(result) || site.Symbols.IsResult(result));

    /// <summary>The call that made a task, below <c>?.</c> and <c>ConfigureAwait</c>.</summary>
    public static IInvocationOperation? Call(IOperation task) => task switch
    {
        IConditionalAccessOperation access => Call(access.WhenNotNull),
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } awaited } => Call(awaited),
        _ => task as IInvocationOperation,
    };
}
