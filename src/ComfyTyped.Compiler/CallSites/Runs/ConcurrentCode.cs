using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ComfyTyped.Compiler.CallSites;

/// <summary>Recognises lambdas that are sure to run several times at once.</summary>
internal static class ConcurrentCode
{
    private static readonly string[] Guards = ["Wait", "Enter", "TryEnter", "Lock", "Acquire"];

    /// <summary>Whether a call in a lambda runs while the same lambda runs elsewhere with the same object.</summary>
    /// <param name="lambda">The lambda.</param>
    /// <param name="call">The call.</param>
    /// <param name="shared">The object, declared outside of the lambda.</param>
    public static bool Is(IAnonymousFunctionOperation lambda, IInvocationOperation call, SharedObject shared) =>
        CalledWith(lambda) is { } runner && runner.TargetMethod.ContainingType.ToDisplayString() switch
        {
            "System.Threading.Tasks.Parallel" => runner.TargetMethod.Name.StartsWith("For", StringComparison.Ordinal),
            "System.Linq.ParallelEnumerable" => true,
            "System.Linq.Enumerable" => runner.TargetMethod.Name == "Select" && AwaitsBefore(lambda, call) && RunsAllAtOnce(runner),
            "System.Threading.Tasks.Task" => runner.TargetMethod.Name == "Run" && IsStartedAgain(runner, shared),
            "System.Threading.Tasks.TaskFactory" => IsStartedAgain(runner, shared),
            _ => false,
        };

    /// <summary>Whether a lambda waits for a lock of some kind, so that its runs take turns.</summary>
    public static bool TakesTurns(IAnonymousFunctionOperation lambda) => lambda.Body.Descendants().Any(operation => operation switch
    {
        ILockOperation => true,
        // Waiting for a task keeps nobody out.
        IInvocationOperation { TargetMethod: { ContainingType.Name: not "Task" } method } =>
            Array.Exists(Guards, guard => method.Name.StartsWith(guard, StringComparison.Ordinal)),
        _ => false,
    });

    /// <summary>The call that a lambda is an argument of.</summary>
    private static IInvocationOperation? CalledWith(IAnonymousFunctionOperation lambda)
    {
        IOperation? parent = lambda.Parent;
        while (parent is IDelegateCreationOperation or IConversionOperation or IArgumentOperation)
            parent = parent.Parent;
        return parent as IInvocationOperation;
    }

    /// <summary>Up to its first await an async lambda runs on the thread of the enumeration, one element after the other.</summary>
    private static bool AwaitsBefore(IAnonymousFunctionOperation lambda, IInvocationOperation call) => lambda.Body.Descendants()
        .Any(operation => operation is IAwaitOperation && operation.Syntax.Span.End <= call.Syntax.SpanStart);

    /// <summary>Whether the tasks of a query are all started before the first of them is awaited.</summary>
    private static bool RunsAllAtOnce(IOperation query)
    {
        IOperation? parent = query.Parent;
        while (parent is IConversionOperation or IArgumentOperation)
            parent = parent.Parent;
        return parent switch
        {
            IInvocationOperation call => call.TargetMethod.Name is "WhenAll" or "WhenAny" or "ToList" or "ToArray",
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => LocalUses.Of(declarator).Any(RunsAllAtOnce),
            _ => false,
        };
    }

    /// <summary>Whether a task is started in each round of a loop or for each element of a query, and not awaited there.</summary>
    private static bool IsStartedAgain(IInvocationOperation start, SharedObject shared)
    {
        IOperation? parent = start.Parent;
        while (parent is IConversionOperation)
            parent = parent.Parent;
        if (parent is not (IArgumentOperation or IExpressionStatementOperation or IReturnOperation)
            && parent is not ISimpleAssignmentOperation { Target: IArrayElementReferenceOperation or IDiscardOperation })
            return false;
        for (IOperation? outer = parent; outer is not null; outer = outer.Parent)
        {
            switch (outer)
            {
                case IAwaitOperation:
                    return false;
                case ILoopOperation loop:
                    return parent.Kind != OperationKind.Return && !shared.IsDeclaredIn(loop.Syntax);
                case IAnonymousFunctionOperation lambda:
                    return !shared.IsDeclaredIn(lambda) && CalledWith(lambda) is { TargetMethod: { Name: "Select", ContainingType.Name: "Enumerable" } } query && RunsAllAtOnce(query);
            }
        }

        return false;
    }
}
