using ComfyTyped.Testing.Prompts;
using ComfyTyped.Testing.Python;

namespace ComfyTyped.Testing.Execution;

/// <summary>The nodes that a prompt has to execute, and which of them comes next: ComfyUI's order, which shows results early.</summary>
internal sealed class ExecutionPlan
{
    private readonly PromptGraph _graph;
    private readonly NodeRegistry _registry;
    private readonly Func<string, bool> _isCached;
    private readonly List<string> _pending = [];
    private readonly Dictionary<string, HashSet<string>> _waitsFor = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _blocks = new(StringComparer.Ordinal);

    /// <exception cref="PythonException">A node that is to run is linked to one that does not exist.</exception>
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
        string[] ready = [.. _pending.Where(id => _waitsFor[id].Count == 0 && !started.Contains(id))];
        return ready.FirstOrDefault(id => IsOutput(id) || IsConcurrent(id))
            ?? ready.FirstOrDefault(id => _blocks[id].Any(IsOutput))
            ?? ready.FirstOrDefault(id => _blocks[id].SelectMany(blocked => _blocks[blocked]).Any(IsOutput))
            ?? ready.FirstOrDefault();
    }

    public void Complete(string id)
    {
        _pending.Remove(id);
        foreach (string blocked in _blocks[id])
            _waitsFor[blocked].Remove(id);
    }

    private void Add(string output)
    {
        var open = new Stack<string>([output]);
        while (open.TryPop(out string? id))
        {
            if (!_waitsFor.TryAdd(id, new HashSet<string>(StringComparer.Ordinal)))
                continue;
            _pending.Add(id);
            BlockedBy(id);
            // What is cached needs nothing from above, and an output of the cache is only shown again.
            if (_isCached(id))
                continue;
            // The validator has looked at the declared inputs only; the link of another one may lead nowhere.
            PromptNode node = _graph.Find(id) ?? throw new PythonException("NodeNotFoundError", $"Node {id} not found");
            foreach ((_, PromptLink link) in node.Links)
            {
                if (_isCached(link.NodeId))
                    continue;
                _waitsFor[id].Add(link.NodeId);
                BlockedBy(link.NodeId).Add(id);
                open.Push(link.NodeId);
            }
        }
    }

    private HashSet<string> BlockedBy(string id)
    {
        if (!_blocks.TryGetValue(id, out HashSet<string>? blocked))
            _blocks[id] = blocked = new HashSet<string>(StringComparer.Ordinal);
        return blocked;
    }

    private bool IsOutput(string id) => Behavior(id).Definition.IsOutputNode;

    private bool IsConcurrent(string id) => Behavior(id).IsConcurrent;

    private NodeBehavior Behavior(string id) => _registry.Find(_graph[id].ClassType)!;
}
