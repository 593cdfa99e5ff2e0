using System.Collections.Immutable;
using System.Globalization;
using ComfyTyped.Core.Json;

namespace ComfyTyped.Core.Workflows;

/// <summary>Reads the nodes of a prompt; what is wrong with one becomes an error, so that all faults of a file are told at once.</summary>
internal static class GraphReader
{
    public static WorkflowGraph Read(JsonObject prompt, ImmutableArray<JsonError>.Builder errors, CancellationToken cancellationToken)
    {
        ImmutableArray<WorkflowNode>.Builder nodes = ImmutableArray.CreateBuilder<WorkflowNode>(prompt.Members.Length);
        foreach (JsonMember entry in prompt.Members)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (MeansToBeNode(entry) && ReadNode(entry, errors) is { } node)
                nodes.Add(node);
        }

        return new WorkflowGraph(nodes.ToImmutable(), prompt.Repeated);
    }

    /// <summary>
    /// Tools keep notes of their own beside the nodes (<c>_meta</c>, <c>_bridge</c>, ...); the server rejects them, so they are left out.
    /// </summary>
    private static bool MeansToBeNode(JsonMember entry) =>
        entry.Value is JsonObject value
        && (value.Find("class_type") is not null
            || (value.Find("inputs") is not null && !entry.Name.StartsWith("_", StringComparison.Ordinal)));

    private static WorkflowNode? ReadNode(JsonMember entry, ImmutableArray<JsonError>.Builder errors)
    {
        var node = (JsonObject)entry.Value;
        JsonNode? classType = node.Find("class_type");
        JsonNode? inputs = node.Find("inputs");
        var title = (node.Find("_meta") as JsonObject)?.Find("title") as JsonString;
        if (classType is not JsonString className)
        {
            errors.Add(classType is null
                ? new JsonError($"Node '{entry.Name}' has no class_type.", entry.Key.Span)
                : new JsonError($"The class_type of node '{entry.Name}' is no string.", classType.Span));
            return null;
        }

        if (className.Token.Length == 2)
        {
            errors.Add(new JsonError($"The class_type of node '{entry.Name}' is empty.", className.Span));
            return null;
        }

        if (inputs is not (null or JsonObject))
        {
            errors.Add(new JsonError($"The inputs of node '{entry.Name}' are no object.", inputs.Span));
            return null;
        }

        return new WorkflowNode(
            entry.Name,
            entry.Key.Span,
            className.Unescape(),
            className.Span,
            title?.Unescape(),
            title?.Span,
            inputs is JsonObject values ? ReadInputs(values) : ImmutableArray<WorkflowInput>.Empty,
            entry);
    }

    private static ImmutableArray<WorkflowInput> ReadInputs(JsonObject inputs)
    {
        ImmutableArray<WorkflowInput>.Builder builder = ImmutableArray.CreateBuilder<WorkflowInput>(inputs.Members.Length);
        foreach (JsonMember input in inputs.Members)
            builder.Add(new WorkflowInput(input.Name, input.Key.Span, ReadValue(input.Value)));
        return builder.MoveToImmutable();
    }

    private static WorkflowValue ReadValue(JsonNode value) =>
        value is JsonArray { Items.Length: 2 } link && link.Items[0] is JsonString nodeId && link.Items[1] is JsonNumber slot
            ? new LinkValue(nodeId.Unescape(), ReadSlot(slot), value.Span)
            : new LiteralValue(value);

    private static int ReadSlot(JsonNumber slot) =>
        int.TryParse(slot.Token.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : LinkValue.NoSlot;
}
