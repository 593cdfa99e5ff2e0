namespace ComfyTyped.Validation;

/// <summary>Nodes that depend on each other in a circle. Without recursion, because a prompt may be deeper than a stack.</summary>
internal sealed class CycleRule(WorkflowGraph graph, ProblemList problems)
{
    private readonly HashSet<CheckedNode> _seen = [];
    private readonly HashSet<CheckedNode> _isOnPath = [];
    private readonly List<Step> _path = [];

    public void Check()
    {
        foreach (CheckedNode node in graph.Nodes)
        {
            Enter(node);
            while (_path.Count > 0)
                Advance();
        }
    }

    private void Advance()
    {
        Step step = _path[^1];
        if (step.Next == step.Sources.Length)
        {
            _isOnPath.Remove(step.Node);
            _path.RemoveAt(_path.Count - 1);
            return;
        }
        _path[^1] = step with { Next = step.Next + 1 };
        CheckedNode source = step.Sources[step.Next];
        if (_isOnPath.Contains(source))
            Report(source);
        else
            Enter(source);
    }

    private void Enter(CheckedNode node)
    {
        if (!_seen.Add(node))
            return;
        _isOnPath.Add(node);
        _path.Add(new Step(node, [.. graph.LinksOf(node).Select(link => link.Source).OfType<CheckedNode>().Distinct()], 0));
    }

    private void Report(CheckedNode node)
    {
        int start = _path.FindIndex(step => step.Node == node);
        IEnumerable<CheckedNode> circle = _path.Skip(start).Select(step => step.Node).Append(node);
        problems.Add(ValidationProblemKind.Cycle, node, $"it depends on itself: {string.Join(" <- ", circle)}");
    }

    private readonly record struct Step(CheckedNode Node, CheckedNode[] Sources, int Next);
}
