using System.Collections.Immutable;
using ComfyTyped.Core.Workflows;

namespace ComfyTyped.Compiler.Naming;

/// <summary>The links of a graph by the indexes of its nodes; links to nodes that the file lacks are left out.</summary>
internal sealed class GraphLinks
{
    private GraphLinks(List<GraphLink>[] suppliers, List<GraphLink>[] consumers) => (Suppliers, Consumers) = (suppliers, consumers);

    /// <summary>For each node the links into it.</summary>
    public IReadOnlyList<IReadOnlyList<GraphLink>> Suppliers { get; }

    /// <summary>For each node the links out of it.</summary>
    public IReadOnlyList<IReadOnlyList<GraphLink>> Consumers { get; }

    public static GraphLinks Of(WorkflowGraph graph)
    {
        ImmutableArray<WorkflowNode> nodes = graph.Nodes;
        var indexes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < nodes.Length; i++)
            indexes[nodes[i].Id] = i;

        List<GraphLink>[] suppliers = EmptyLists(nodes.Length);
        List<GraphLink>[] consumers = EmptyLists(nodes.Length);
        for (int i = 0; i < nodes.Length; i++)
        {
            foreach (WorkflowInput input in nodes[i].Inputs)
            {
                if (input.Value is LinkValue link && indexes.TryGetValue(link.NodeId, out int supplier))
                {
                    suppliers[i].Add(new GraphLink(input.Name, link.Slot, supplier));
                    consumers[supplier].Add(new GraphLink(input.Name, link.Slot, i));
                }
            }
        }

        return new GraphLinks(suppliers, consumers);
    }

    private static List<GraphLink>[] EmptyLists(int count)
    {
        var lists = new List<GraphLink>[count];
        for (int i = 0; i < count; i++)
            lists[i] = [];
        return lists;
    }
}

/// <summary>One end of a link, seen from the other.</summary>
/// <param name="Input">The input it goes into.</param>
/// <param name="Slot">The output slot it comes from.</param>
/// <param name="Node">The node at this end.</param>
internal readonly record struct GraphLink(string Input, int Slot, int Node);
