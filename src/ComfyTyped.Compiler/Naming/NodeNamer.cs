using System.Collections.Immutable;
using ComfyTyped.Compiler.Inference;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Core.Workflows;

namespace ComfyTyped.Compiler.Naming;

/// <summary>
/// Names the property of each node: by the author's title, by its part as a prompt, by its class; where that is not enough by the input
/// it feeds, and at last by its place in the graph. Ids and the order of the file have no say, so a re-exported workflow keeps its names.
/// </summary>
internal static class NodeNamer
{
    private const string Fallback = "Node";

    /// <summary>The names in the order of the graph's nodes.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="table">The classes of its nodes.</param>
    /// <param name="reserved">Names of other members of the generated class, and its own.</param>
    public static ImmutableArray<string> Name(WorkflowGraph graph, ClassTable table, IEnumerable<string> reserved)
    {
        GraphLinks links = GraphLinks.Of(graph);
        var scope = new NameScope(reserved, "Node");
        string[] names = FirstNames(graph, links, table).Select(scope.Allow).ToArray();
        TellApartByTarget(names, links);
        return Number(names, graph, links, scope);
    }

    private static IEnumerable<string> FirstNames(WorkflowGraph graph, GraphLinks links, ClassTable table)
    {
        string?[] roles = PromptRoles.Of(graph, links, table);
        for (int i = 0; i < graph.Nodes.Length; i++)
        {
            WorkflowNode node = graph.Nodes[i];
            string className = CSharpName.FromText(node.ClassType, Fallback);
            yield return NodeTitles.ByAuthor(node, table) is { } title
                ? CSharpName.FromText(WithoutEncoder(title, table.Find(node.ClassType)), className)
                : roles[i] ?? className;
        }
    }

    private static string WithoutEncoder(string title, NodeClass? nodeClass) =>
        PromptRoles.IsEncoder(nodeClass) && NodeTitles.InParentheses(title, nodeClass) is { } prompt ? prompt : title;

    /// <summary>Nodes of one name that each feed one kind of input, and not the same one, are told apart by it: <c>LoadImageForMask</c>.</summary>
    private static void TellApartByTarget(string[] names, GraphLinks links)
    {
        foreach (int[] nodes in Shared(names))
        {
            string?[] targets = nodes.Select(node => OnlyTarget(links.Consumers[node])).ToArray();
            if (targets.Contains(null) || targets.Distinct(StringComparer.OrdinalIgnoreCase).Count() < nodes.Length)
                continue;
            for (int i = 0; i < nodes.Length; i++)
                names[nodes[i]] = $"{names[nodes[i]]}For{targets[i]}";
        }
    }

    private static string? OnlyTarget(IReadOnlyList<GraphLink> consumers)
    {
        if (consumers.Count == 0 || consumers.Any(link => link.Input != consumers[0].Input))
            return null;
        string target = CSharpName.FromWireName(consumers[0].Input, "");
        return target.Length > 0 ? target : null;
    }

    private static ImmutableArray<string> Number(string[] names, WorkflowGraph graph, GraphLinks links, NameScope scope)
    {
        List<int[]> shared = Shared(names);
        if (shared.Count > 0)
        {
            int[] places = CanonicalOrder.Of(graph, links);
            foreach (string name in names.Distinct(StringComparer.OrdinalIgnoreCase))
                scope.Claim(name);
            foreach (int[] nodes in shared)
            {
                // Names that differ in case only are one name; which spelling it gets must not depend on the order either.
                int[] inOrder = nodes.OrderBy(node => places[node]).ToArray();
                string bare = names[inOrder[0]];
                foreach (int node in inOrder.Skip(1))
                    names[node] = scope.Claim(bare);
            }
        }

        return ImmutableArray.CreateRange(names);
    }

    private static List<int[]> Shared(string[] names) => Enumerable.Range(0, names.Length)
        .GroupBy(i => names[i], StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Count() > 1)
        .OrderBy(group => group.Key, StringComparer.OrdinalIgnoreCase)
        .Select(group => group.ToArray())
        .ToList();
}
