using System.Collections.Immutable;
using ComfyTyped.Core.Json;
using ComfyTyped.Core.Workflows;

namespace ComfyTyped.Compiler.Rules;

/// <summary>A workflow beside the node classes that it uses: all that a rule may know.</summary>
internal sealed class RuleContext
{
    private readonly Dictionary<string, CheckedNode> _byId = new(StringComparer.Ordinal);

    public RuleContext(WorkflowGraph graph, ProjectNodes classes, CancellationToken cancellationToken)
    {
        (Classes, CancellationToken) = (classes, cancellationToken);
        foreach (WorkflowNode node in graph.Nodes)
            _byId[node.Id] = new CheckedNode(node, classes.Find(node.ClassType), classes.IsBuiltIn(node.ClassType));
        Nodes = ImmutableArray.CreateRange(graph.Nodes.Select(node => _byId[node.Id]));
        RepeatedIds = graph.RepeatedIds;
        HasOutput = Nodes.Any(node => node.MayBeOutput);
        Executed = HasOutput ? new HashSet<CheckedNode>(Upstream()) : new HashSet<CheckedNode>(Nodes);
    }

    /// <summary>The classes that the project knows.</summary>
    public ProjectNodes Classes { get; }

    public CancellationToken CancellationToken { get; }

    /// <summary>The nodes in the order of the file.</summary>
    public ImmutableArray<CheckedNode> Nodes { get; }

    /// <summary>The ids, as written, of nodes that took the place of one of their id.</summary>
    public ImmutableArray<JsonString> RepeatedIds { get; }

    /// <summary>Whether some node is an output node, or may be one because nobody knows its class.</summary>
    public bool HasOutput { get; }

    /// <summary>
    /// The nodes that feed an output; without any output, all. The server validates no others beyond the name of their class.
    /// </summary>
    public HashSet<CheckedNode> Executed { get; }

    /// <summary>A node, or null when the file lacks it.</summary>
    public CheckedNode? Find(string id) => _byId.TryGetValue(id, out CheckedNode? node) ? node : null;

    private HashSet<CheckedNode> Upstream()
    {
        var reached = new HashSet<CheckedNode>();
        var waiting = new Stack<CheckedNode>(Nodes.Where(node => node.MayBeOutput));
        while (waiting.Count > 0)
        {
            CheckedNode node = waiting.Pop();
            if (!reached.Add(node))
                continue;
            foreach (LinkInput link in node.Links)
            {
                if (Find(link.Value.NodeId) is { } source)
                    waiting.Push(source);
            }
        }

        return reached;
    }
}
