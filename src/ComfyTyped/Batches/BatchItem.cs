using System.Diagnostics.CodeAnalysis;

namespace ComfyTyped;

/// <summary>How one run of a batch has ended.</summary>
/// <typeparam name="TResult">The result of its workflow.</typeparam>
/// <param name="Index">The place of the workflow in the source, from 0.</param>
/// <param name="Label">What it is called: for a sweep its values.</param>
/// <param name="Workflow">The workflow.</param>
/// <param name="Result">The result, or null when it failed.</param>
/// <param name="Exception">Why it failed, or null: what <see cref="IComfyClient.RunAsync{TResult}(ComfyWorkflow{TResult}, Action{RunCallbacks}?, CancellationToken)"/> would throw.</param>
public sealed record BatchItem<TResult>(int Index, string Label, ComfyWorkflow<TResult> Workflow, TResult? Result, Exception? Exception)
    where TResult : ComfyResult
{
    /// <summary>Gets whether there is a result.</summary>
    [MemberNotNullWhen(true, nameof(Result))]
    [MemberNotNullWhen(false, nameof(Exception))]
    public bool IsSuccess => Exception is null;

    /// <summary>
    /// Gets a value indicating whether the result lacks pictures that a node sent over the socket while this client was not connected:
    /// <see cref="NodeOutput.IsIncomplete"/>. A manifest does not count it as done, and the next start of the batch runs it again.
    /// </summary>
    public bool IsIncomplete => Result?.Outputs.IsIncomplete == true;
}
