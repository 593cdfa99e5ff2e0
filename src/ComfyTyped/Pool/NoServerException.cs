namespace ComfyTyped;

/// <summary>No server of a <see cref="ComfyPool"/> can run a workflow: each is down, lacks something that it needs, or has refused it.</summary>
public sealed class NoServerException : ComfyException
{
    internal NoServerException(IReadOnlyDictionary<Uri, string> reasons, Exception? innerException = null)
        : base(Describe(reasons), innerException) => Reasons = reasons;

    /// <summary>Gets for each server why it cannot run the workflow; empty for a pool without servers.</summary>
    public IReadOnlyDictionary<Uri, string> Reasons { get; }

    private static string Describe(IReadOnlyDictionary<Uri, string> reasons) => reasons.Count == 0
        ? $"The pool has no servers. Give it some when it is made, or by {nameof(ComfyPool.AddAsync)}."
        : "No server of the pool can run the workflow: " + string.Join("; ", reasons.Select(reason => $"{reason.Key} {reason.Value.TrimEnd('.')}")) + ".";
}
