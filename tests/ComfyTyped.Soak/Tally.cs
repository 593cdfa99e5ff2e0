using System.Collections.Concurrent;

namespace ComfyTyped.Soak;

/// <summary>What happened how often, and whether anything still holds a workflow whose run has ended.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<WeakReference> _workflows = [];

    public int this[string what] => _counts.GetValueOrDefault(what);

    /// <summary>The sum of all counts whose name begins so.</summary>
    public int Sum(string prefix) => _counts.Where(count => count.Key.StartsWith(prefix, StringComparison.Ordinal)).Sum(count => count.Value);

    /// <summary>How many workflows are still held, of those that were watched since this was asked last.</summary>
    public int TakeWorkflowsAlive()
    {
        int alive = _workflows.Count(workflow => workflow.IsAlive);
        _workflows.Clear();
        return alive;
    }

    public void Count(string what, int times) => _counts.AddOrUpdate(what, times, (_, count) => count + times);

    public void Watch(ComfyWorkflow workflow) => _workflows.Add(new WeakReference(workflow));

    public override string ToString() => string.Join(", ", _counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Key} {count.Value}"));
}
