using ComfyTyped.CompilerServices;

namespace ComfyTyped.Validation;

/// <summary>The links of a workflow, looked up once for all rules.</summary>
internal sealed class WorkflowGraph
{
    private readonly Dictionary<string, ComfyNode> _byId;
    private readonly Dictionary<ComfyNode, GraphLink[]> _links;
    private readonly HashSet<ComfyNode> _run = [];

    public WorkflowGraph(ComfyWorkflow workflow)
    {
        Workflow = workflow;
        Nodes = workflow.Nodes;
        _byId = new Dictionary<string, ComfyNode>(Nodes.Count, StringComparer.Ordinal);
        foreach (ComfyNode node in Nodes)
            _byId.TryAdd(node.Id, node);
        _links = Nodes.ToDictionary(node => node, LinksInto);
        MarkUpstream();
    }

    public ComfyWorkflow Workflow { get; }

    public IReadOnlyList<ComfyNode> Nodes { get; }

    public GraphLink[] LinksOf(ComfyNode node) => _links[node];

    /// <summary>Whether a server is sure to look at the node: it is upstream of a node that a catalog declares an output node.</summary>
    public bool IsRun(ComfyNode node) => _run.Contains(node);

    private GraphLink[] LinksInto(ComfyNode node)
    {
        var links = new List<GraphLink>();
        InputSchema[] inputs = node.Schema.Inputs;
        for (int index = 0; index < inputs.Length; index++)
        {
            InputValue value = node.ValueOf(index);
            if (value.LinkedNode is { } source)
                links.Add(new GraphLink(inputs[index], source.Workflow == Workflow ? source : null, source.ToString(), value.LinkedSlot));
            else if (value.Token is { LinkedId: { } id } token)
                links.Add(new GraphLink(inputs[index], _byId.GetValueOrDefault(id), $"node {id}", token.LinkedSlot));
        }
        return [.. links];
    }

    private void MarkUpstream()
    {
        var waiting = new Stack<ComfyNode>(Nodes.Where(node => node.Schema is { IsKnown: true, IsOutput: true }));
        while (waiting.TryPop(out ComfyNode? node))
        {
            if (!_run.Add(node))
                continue;
            foreach (GraphLink link in _links[node])
            {
                if (link.Source is not null)
                    waiting.Push(link.Source);
            }
        }
    }
}

/// <summary>A link into a node.</summary>
/// <param name="Input">The input.</param>
/// <param name="Source">The node whose output it takes; null when the workflow has no such node.</param>
/// <param name="SourceName">What a message calls that node.</param>
/// <param name="Slot">The output slot.</param>
internal readonly record struct GraphLink(InputSchema Input, ComfyNode? Source, string SourceName, int Slot);
