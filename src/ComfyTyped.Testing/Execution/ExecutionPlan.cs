using ComfyTyped.Testing.Prompts;

namespace ComfyTyped.Testing.Execution;

/// <summary>The nodes that a prompt has to execute, and which of them comes next: ComfyUI's order, which shows results early.</summary>
internal sealed class ExecutionPlan
{
    private readonly PromptGraph _graph;
    private readonly NodeRegistry _registry;
    private readonly Func<string, bool> _isCached;
    private readonly List<string> _pending = [];
    private readonly Dictionary<string, HashSet<string>> _blockers = new(StringComparer.Ordinal);

    public ExecutionPlan(PromptGraph graph, NodeRegistry registry, IEnumerable<string> outputs, Func<string, bool> isCached)
    {
        _graph = graph;
        _registry = registry;
        _isCached = isCached;
        foreach (string output in outputs)
            Add(output);
    }

    public bool IsDone => _pending.Count == 0;

    /// <summary>The next node whose inputs are there, or <c>null</c> when all such nodes are being executed.</summary>
    public string? Next(IReadOnlyCollection<string> started)
    {
        string[] ready = [.. _pending.Where(id => _blockers[id].Count == 0 && !started.Contains(id))];
        return ready.FirstOrDefault(id => IsOutput(id) || IsConcurrent(id))
            ?? ready.FirstOrDefault(id => Blocked(id).Any(IsOutput))
            ?? ready.FirstOrDefault(id => Blocked(id).SelectMany(Blocked).Any(IsOutput))
            ?? ready.FirstOrDefault();
    }

    public void Complete(string id)
    {
        _pending.Remove(id);
        foreach (HashSet<string> blockers in _blockers.Values)
            blockers.Remove(id);
    }

    private void Add(string output)
    {
        var open = new Stack<string>([output]);
        while (open.TryPop(out string? id))
        {
            if (_blockers.ContainsKey(id))
                continue;
            _pending.Add(id);
            _blockers[id] = new HashSet<string>(StringComparer.Ordinal);
            // What is cached needs nothing from above, and an output of the cache is only shown again.
            if (_isCached(id))
                continue;
            foreach ((_, PromptLink link) in _graph[id].Links)
            {
                if (_isCached(link.NodeId))
                    continue;
                _blockers[id].Add(link.NodeId);
                open.Push(link.NodeId);
            }
        }
    }

    private IEnumerable<string> Blocked(string id) => _pending.Where(other => _blockers[other].Contains(id));

    private bool IsOutput(string id) => Behavior(id).Definition.IsOutputNode;

    private bool IsConcurrent(string id) => Behavior(id).IsConcurrent;

    private NodeBehavior Behavior(string id) => _registry.Find(_graph[id].ClassType)!;
}
