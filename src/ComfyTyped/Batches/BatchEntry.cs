namespace ComfyTyped.Batches;

/// <summary>A workflow of a batch.</summary>
/// <param name="Index">Its place in the source.</param>
/// <param name="Order">Its place among those that are run: the manifest leaves some out.</param>
/// <param name="Key">What the manifest knows it by; empty without a manifest.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Workflow">The workflow.</param>
internal sealed record BatchEntry<TResult>(int Index, int Order, string Key, string Label, ComfyWorkflow<TResult> Workflow)
    where TResult : ComfyResult
{
    /// <summary>Gets why it cannot be run, since it has no key: a file of it cannot be read.</summary>
    public Exception? Failure { get; init; }
}
