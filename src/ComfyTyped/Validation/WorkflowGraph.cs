using ComfyTyped.CompilerServices;

namespace ComfyTyped.Validation;

/// <summary>The links of a workflow, looked up once for all rules.</summary>
internal sealed class WorkflowGraph
{
    private readonly Dictionary<string, CheckedNode> _byId;
    private readonly Dictionary<ComfyNode, CheckedNode> _byNode;
    private readonly Dictionary<CheckedNode, GraphLink[]> _links;
    private readonly HashSet<CheckedNode> _run = [];

    /// <summary>Looks a workflow up.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="nodes">Its nodes, each with the class that judges it.</param>
    /// <param name="isOfServer">Whether the classes are those of a server, and not of the project's catalogs.</param>
    public WorkflowGraph(ComfyWorkflow workflow, IEnumerable<CheckedNode> nodes, bool isOfServer = false)
    {
        Workflow = workflow;
        Nodes = [.. nodes];
        IsOfServer = isOfServer;
        _byId = new Dictionary<string, CheckedNode>(Nodes.Count, StringComparer.Ordinal);
        foreach (CheckedNode node in Nodes)
            _byId.TryAdd(node.Node.Id, node);
        _byNode = Nodes.ToDictionary(node => node.Node);
        _links = Nodes.ToDictionary(node => node, LinksInto);
        MarkUpstream();
    }

    public ComfyWorkflow Workflow { get; }

    public IReadOnlyList<CheckedNode> Nodes { get; }

    public bool IsOfServer { get; }

    public GraphLink[] LinksOf(CheckedNode node) => _links[node];

    /// <summary>Whether a server is sure to look at the node: it is upstream of a node that a catalog declares an output node.</summary>
    public bool IsRun(CheckedNode node) => _run.Contains(node);

    private GraphLink[] LinksInto(CheckedNode node)
    {
        var links = new List<GraphLink>();
        InputSchema[] inputs = node.Schema.Inputs;
        for (int index = 0; index < inputs.Length; index++)
        {
            InputValue value = node.Values[index];
            if (value.LinkedNode is { } source)
                links.Add(new GraphLink(inputs[index], _byNode.GetValueOrDefault(source), source.ToString(), value.LinkedSlot));
            else if (value.Token is { LinkedId: { } id } token)
                links.Add(new GraphLink(inputs[index], _byId.GetValueOrDefault(id), $"node {id}", token.LinkedSlot));
        }
        return [.. links];
    }

    private void MarkUpstream()
    {
        var waiting = new Stack<CheckedNode>(Nodes.Where(node => node.Schema is { IsKnown: true, IsOutput: true }));
        while (waiting.TryPop(out CheckedNode? node))
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
internal readonly record struct GraphLink(InputSchema Input, CheckedNode? Source, string SourceName, int Slot);
