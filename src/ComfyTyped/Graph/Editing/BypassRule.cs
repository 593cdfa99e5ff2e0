using ComfyTyped.CompilerServices;

namespace ComfyTyped;

/// <summary>
/// What takes the place of a link from a bypassed node: the rule of ComfyUI's editor (<c>ExecutableNodeDTO.resolveOutput</c>). It asks for types. Where nothing
/// tells them, only what is the same under every type is certain; anything else is refused.
/// </summary>
internal static class BypassRule
{
    /// <summary>Finds the output that a consumer is linked to when the node in between is gone.</summary>
    /// <param name="link">The link from the bypassed node.</param>
    /// <returns>The link into that node that its consumer takes over; null when it has none that fits.</returns>
    /// <exception cref="InvalidOperationException">The types are not known.</exception>
    public static NodeLink? Replacement(NodeLink link)
    {
        ComfyNode node = link.Source;
        string? output = Known(node.Schema, node.Schema.OutputType(link.Slot));
        string? requested = Known(link.Target.Schema, link.Target.Schema.TypeOf(link.Input));
        if (!node.Schema.IsKnown)
            return OnlyFit(node, requested ?? output, link);

        // An output goes into inputs of its type; only one of any type does not tell into which.
        requested ??= output is null || LinkTypes.IsAny(output) ? throw Unknown(link, link.Target) : output;
        InputSchema? input = InputFor(node.Sockets(), output!, link.Slot, requested);
        return input is not null && node.LinkOf(input.Name) is { } source && source.Source != node ? source : null;
    }

    private static InputSchema? InputFor(IReadOnlyList<InputSchema> sockets, string output, int slot, string requested)
    {
        InputSchema? opposite = slot >= 0 && slot < sockets.Count ? sockets[slot] : null;
        if (LinkTypes.IsAny(requested))
            return opposite ?? sockets.FirstOrDefault();
        if (opposite is not null && LinkTypes.AreCompatible(opposite.Type, output) && LinkTypes.AreCompatible(opposite.Type, requested))
            return opposite;
        return sockets.FirstOrDefault(input => string.Equals(input.Type, requested, StringComparison.OrdinalIgnoreCase))
            ?? sockets.FirstOrDefault(input => LinkTypes.AreCompatible(input.Type, requested));
    }

    /// <summary>The link into a node of an unknown class that fits, whatever the order of the inputs is and whichever there are beside it.</summary>
    private static NodeLink? OnlyFit(ComfyNode node, string? requested, NodeLink link)
    {
        NodeLink[] inputs = [.. node.Links().Where(input => input.Source != node)];
        if (inputs.Length == 0)
            return null;
        if (requested is null)
            throw Unknown(link, node);
        NodeLink[] fitting = LinkTypes.IsAny(requested) ? inputs
            : [.. inputs.Where(input => LinkTypes.AreCompatible(TypeOf(input) ?? throw Unknown(link, node), requested))];
        return fitting.DistinctBy(input => (input.Source, input.Slot)).Count() > 1 ? throw Unknown(link, node)
            : fitting.Length == 0 ? null
            : fitting[0];
    }

    /// <summary>The type of a link, as far as one of its ends tells; null when none does.</summary>
    private static string? TypeOf(NodeLink link) =>
        Known(link.Target.Schema, link.Target.Schema.TypeOf(link.Input)) ?? Known(link.Source.Schema, link.Source.Schema.OutputType(link.Slot));

    /// <summary>A type of a class; null when it only stands for what nobody has declared.</summary>
    private static string? Known(NodeSchema schema, string type) => schema.IsKnown || !LinkTypes.IsAny(type) ? type : null;

    private static InvalidOperationException Unknown(NodeLink link, ComfyNode node) => new(
        $"{NodeNaming.Describe(link.Source)} cannot be bypassed: {link.Target}.{link.Target.Schema.PropertyOf(link.Input)} would be linked to what an input of the "
        + $"same type is linked to, and nothing tells the types of {node.ClassType}. "
        + $"{link.Source.Workflow!.AdviceForUnknownClass}, or link its consumers to another node and use {nameof(ComfyWorkflow.Remove)}. Nothing was changed.");
}
