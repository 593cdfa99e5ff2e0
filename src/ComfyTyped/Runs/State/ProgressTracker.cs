namespace ComfyTyped.Runs;

/// <summary>Adds the progress of the nodes up to that of the whole graph.</summary>
/// <remarks>
/// Servers since 0.3.45 tell the state of every node (<c>progress_state</c>); for older ones a node is taken as done when the next begins.
/// The sum can only grow: no node goes back, and none is taken out.
/// </remarks>
internal sealed class ProgressTracker(ComfyWorkflow workflow)
{
    /// <summary>Where the sum stops until the server says that the run has succeeded.</summary>
    private const double AlmostDone = 0.999;

    private readonly Dictionary<ComfyNode, double> _fractions = [];
    private int _done;
    private double _sum;
    private ComfyNode? _current;
    private double _value;
    private double _max;
    private bool _hasNodeStates;
    private GraphProgress? _last;

    /// <summary>Takes an event in.</summary>
    /// <returns>The new progress, or null when the event changes nothing.</returns>
    public GraphProgress? Apply(ComfyEvent item)
    {
        if (_last is { Fraction: 1 })
            return null;
        switch (item)
        {
            case ExecutionCachedEvent cached:
                foreach (ComfyNode node in cached.Nodes)
                    Advance(node, 1);
                break;
            case ExecutingEvent { Node: { } node }:
                Enter(node);
                break;
            case ProgressEvent { Node: { } node } step:
                Step(node, step.Value, step.Max, isOwn: step.NodeId == node.Id);
                break;
            case ProgressStateEvent states:
                _hasNodeStates = true;
                foreach (NodeProgress state in states.Nodes)
                    Apply(state);
                break;
            case ExecutedEvent { Node: { } node } executed when executed.NodeId == node.Id:
                Advance(node, 1);
                break;
            case ExecutionSuccessEvent:
                return Succeed(item.PromptId);
            default:
                return null;
        }
        return Report(item.PromptId);
    }

    /// <summary>Reports the end of a run that has succeeded, unless it was reported before.</summary>
    public GraphProgress? Succeed(string? promptId)
    {
        if (_last is { Fraction: 1 })
            return null;
        int total = workflow.Nodes.Count;
        return _last = new GraphProgress(1, total, total, _current, _value, _max) { PromptId = promptId };
    }

    private void Apply(NodeProgress state)
    {
        // A child's part in the node that it was expanded from is not known until all children are.
        if (state.Node is not { } node || state.NodeId != node.Id)
            return;
        if (state.State == NodeState.Finished)
            Advance(node, 1);
        else if (state.State == NodeState.Running && state.Max > 1)
            Step(node, state.Value, state.Max, isOwn: true);
    }

    private void Enter(ComfyNode node)
    {
        if (!_hasNodeStates && _current is { } previous && previous != node)
            Advance(previous, 1);
        if (_current != node)
            (_current, _value, _max) = (node, 0, 0);
    }

    private void Step(ComfyNode node, double value, double max, bool isOwn)
    {
        (_current, _value, _max) = (node, value, max);
        double fraction = value / max;
        // A node that has counted to its end may begin to count again, and is not done before the server says so.
        if (isOwn && fraction > 0)
            Advance(node, Math.Min(fraction, AlmostDone));
    }

    private void Advance(ComfyNode node, double fraction)
    {
        double before = _fractions.GetValueOrDefault(node);
        if (fraction <= before)
            return;
        _fractions[node] = fraction;
        _sum += fraction - before;
        if (fraction >= 1)
            _done++;
    }

    private GraphProgress? Report(string? promptId)
    {
        double fraction = Math.Max(Math.Min(_sum / Math.Max(workflow.Nodes.Count, 1), AlmostDone), _last?.Fraction ?? 0);
        var next = new GraphProgress(fraction, _done, workflow.Nodes.Count, _current, _value, _max) { PromptId = promptId };
        if (next == _last)
            return null;
        return _last = next;
    }
}
