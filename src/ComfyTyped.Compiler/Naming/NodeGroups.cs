using System.Collections.Immutable;
using System.Globalization;
using ComfyTyped.Compiler.Inference;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Core.Workflows;

namespace ComfyTyped.Compiler.Naming;

/// <summary>Finds the nodes whose authors grouped them by title: <c>TEXT_positive</c> and <c>TEXT_negative</c>.</summary>
internal static class NodeGroups
{
    /// <summary>The groups of at least two nodes, in ordinal order of their prefixes.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="table">The classes of its nodes.</param>
    /// <param name="nodeProperties">The properties of its nodes, in its order.</param>
    /// <param name="reserved">Names of other members of the generated classes.</param>
    public static EquatableArray<NodeGroup> Find(
        WorkflowGraph graph,
        ClassTable table,
        ImmutableArray<string> nodeProperties,
        IReadOnlyCollection<string> reserved)
    {
        var members = new SortedDictionary<string, List<(string Title, string Property)>>(StringComparer.Ordinal);
        for (int i = 0; i < graph.Nodes.Length; i++)
        {
            if (NodeTitles.ByAuthor(graph.Nodes[i], table) is not { } title || PrefixLength(title) is not (> 0 and var length))
                continue;
            string prefix = title.Substring(0, length);
            if (!members.TryGetValue(prefix, out List<(string Title, string Property)>? group))
                members.Add(prefix, group = []);
            group.Add((title, nodeProperties[i]));
        }

        var scope = new NameScope(reserved.Concat(nodeProperties), "Group");
        return members
            .Where(group => group.Value.Count > 1)
            .Select(group => new NodeGroup(
                scope.Claim(CSharpName.FromWireName(group.Key, "Group")),
                group.Key,
                Members(group.Value, group.Key.Length, reserved)))
            .ToEquatableArray();
    }

    private static EquatableArray<NodeGroupMember> Members(
        List<(string Title, string Property)> nodes,
        int prefixLength,
        IReadOnlyCollection<string> reserved)
    {
        // What numbers are looked up with is called Item.
        bool hasNumbers = nodes.Exists(node => NumberOf(node.Title, prefixLength) is not null);
        var scope = new NameScope(hasNumbers ? reserved.Append("Item") : reserved, "Node");
        var numbers = new HashSet<int>();
        return nodes
            .OrderBy(node => node.Property, StringComparer.Ordinal)
            .Select(node => new NodeGroupMember(
                scope.Claim(CSharpName.FromText(node.Title.Substring(prefixLength), node.Property)),
                node.Property,
                NumberOf(node.Title, prefixLength) is { } number && numbers.Add(number) ? number : null))
            .ToEquatableArray();
    }

    /// <summary>The number that a title has after its prefix: <c>SWITCH_1</c>.</summary>
    private static int? NumberOf(string title, int prefixLength) =>
        int.TryParse(title.Substring(prefixLength), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    /// <summary>The length of <c>PREFIX_</c>: capitals and digits, a capital first, and something after it; 0 when there is none.</summary>
    private static int PrefixLength(string title)
    {
        int length = 0;
        while (length < title.Length && title[length] is (>= 'A' and <= 'Z') or (>= '0' and <= '9'))
            length++;
        bool isPrefix = length > 0 && title[0] is >= 'A' and <= 'Z' && length + 1 < title.Length && title[length] == '_';
        return isPrefix ? length + 1 : 0;
    }
}
