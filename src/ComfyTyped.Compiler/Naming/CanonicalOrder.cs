using System.Text;
using ComfyTyped.Core.Json;
using ComfyTyped.Core.Workflows;

namespace ComfyTyped.Compiler.Naming;

/// <summary>
/// Puts the nodes of a graph into an order that depends on their place in it alone: sources first, then by what they are linked with.
/// Ids and the order of the file decide only between nodes that are the same in everything else.
/// </summary>
internal sealed class CanonicalOrder
{
    private readonly WorkflowGraph _graph;
    private readonly GraphLinks _links;
    private readonly NodeRanks _ranks;

    private CanonicalOrder(WorkflowGraph graph, GraphLinks links) =>
        (_graph, _links, _ranks) = (graph, links, new NodeRanks(graph.Nodes.Length));

    /// <summary>For each node its place in the order.</summary>
    public static int[] Of(WorkflowGraph graph, GraphLinks links)
    {
        var order = new CanonicalOrder(graph, links);
        order.RankByPlace();
        order._ranks.SplitInTurn((ranks, node) => Signature(links.Suppliers[node], ranks), order.CompareSignaturesThenIds);
        return order._ranks.ToArray();
    }

    /// <summary>For each node its rank by everything but ids; twins share one.</summary>
    public static int[] RanksWithoutIds(WorkflowGraph graph, GraphLinks links)
    {
        var order = new CanonicalOrder(graph, links);
        order.RankByPlace();
        return order._ranks.ToArray();
    }

    private void RankByPlace()
    {
        int[] depths = PathLengths.Longest(_links.Suppliers, _links.Consumers);
        int[] heights = PathLengths.Longest(_links.Consumers, _links.Suppliers);
        _ranks.Split(node => (depths[node], heights[node]), Comparer<(int, int)>.Default);
        _ranks.Split(node => _graph.Nodes[node].ClassType, StringComparer.Ordinal);
        _ranks.Split(node => _graph.Nodes[node].Title ?? "", StringComparer.Ordinal);
        RankByNeighbours();
        if (_ranks.AreDistinct)
            return;
        _ranks.Split(Literals, StringComparer.Ordinal);
        RankByNeighbours();
    }

    /// <summary>Each round tells apart nodes whose neighbours were told apart; real graphs are done after a few.</summary>
    private void RankByNeighbours()
    {
        const int MaxRounds = 32;
        for (int round = 0; round < MaxRounds; round++)
        {
            int[] ranks = _ranks.ToArray();
            bool hasSplit = _ranks.Split(
                node => (Signature(_links.Suppliers[node], ranks), Signature(_links.Consumers[node], ranks)),
                SignatureComparer.Pairs);
            if (!hasSplit)
                return;
        }
    }

    private int CompareSignaturesThenIds((int Node, GraphLink[] Signature) left, (int Node, GraphLink[] Signature) right)
    {
        int order = SignatureComparer.Compare(left.Signature, right.Signature);
        return order != 0 ? order : NaturalOrder.Instance.Compare(_graph.Nodes[left.Node].Id, _graph.Nodes[right.Node].Id);
    }

    /// <summary>The links of a node with ranks in place of nodes, sorted.</summary>
    private static GraphLink[] Signature(IReadOnlyList<GraphLink> links, int[] ranks)
    {
        var signature = new GraphLink[links.Count];
        for (int i = 0; i < signature.Length; i++)
            signature[i] = links[i] with { Node = ranks[links[i].Node] };
        Array.Sort(signature, SignatureComparer.CompareLinks);
        return signature;
    }

    private string Literals(int node)
    {
        var text = new StringBuilder();
        foreach (WorkflowInput input in _graph.Nodes[node].Inputs.OrderBy(input => input.Name, StringComparer.Ordinal))
        {
            if (input.Value is LiteralValue { Literal: var literal })
            {
                text.Append(input.Name).Append('=');
                JsonMinifier.Append(text, literal);
                text.Append('\n');
            }
        }

        return text.ToString();
    }
}
