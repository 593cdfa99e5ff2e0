namespace ComfyTyped.Loading;

/// <summary>Finds the nodes that a name in a settings document means.</summary>
internal sealed class NodeDirectory(ComfyWorkflow workflow)
{
    /// <summary>All names that mean a node or a group, for suggestions.</summary>
    public IEnumerable<string> Names =>
        workflow.Nodes.SelectMany(node => new[] { node.PropertyName, node.Title ?? "", node.ClassType, PrefixOf(node.Title) ?? "" })
            .Where(name => name.Length > 0)
            .Distinct(StringComparer.Ordinal);

    /// <summary>The nodes that have a name: by property or id, which mean one node, else by title.</summary>
    public IReadOnlyList<ComfyNode> Named(string name, StringComparison comparison)
    {
        ComfyNode[] nodes = [.. workflow.Nodes.Where(node => node.PropertyName.Length > 0 && string.Equals(node.PropertyName, name, comparison))];
        if (nodes.Length == 0)
            nodes = [.. workflow.Nodes.Where(node => node.Id == name)];
        return nodes.Length > 0 ? nodes : [.. workflow.Nodes.Where(node => string.Equals(node.Title, name, comparison))];
    }

    /// <summary>The nodes of a class.</summary>
    public IReadOnlyList<ComfyNode> OfClass(string name, StringComparison comparison) =>
        [.. workflow.Nodes.Where(node => string.Equals(node.ClassType, name, comparison))];

    /// <summary>The nodes of the group <c>TEXT</c>: those titled <c>TEXT_positive</c> and the like, by what follows the underscore.</summary>
    public ILookup<string, ComfyNode> Group(string prefix, StringComparison comparison) =>
        workflow.Nodes
            .Where(node => PrefixOf(node.Title) is { } own && string.Equals(own, prefix, comparison))
            .ToLookup(node => node.Title![(prefix.Length + 1)..], StringComparer.OrdinalIgnoreCase);

    /// <summary>The name that means a node and no other: the property that holds it; for one that was added, its class or id.</summary>
    public string NameOf(ComfyNode node) =>
        node.PropertyName.Length > 0 ? node.PropertyName
        : Named(node.ClassType, StringComparison.Ordinal).Count == 0 && OfClass(node.ClassType, StringComparison.Ordinal).Count == 1
            && Group(node.ClassType, StringComparison.Ordinal).Count == 0 ? node.ClassType
        : node.Id;

    /// <summary>What a title has before its first underscore: capitals and digits, as the compiler's groups want it; else null.</summary>
    private static string? PrefixOf(string? title)
    {
        int length = title?.IndexOf('_', StringComparison.Ordinal) ?? -1;
        return length > 0 && length + 1 < title!.Length && title.AsSpan(0, length).IndexOfAnyExcept(Prefix) < 0 ? title[..length] : null;
    }

    private static readonly System.Buffers.SearchValues<char> Prefix = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
}
