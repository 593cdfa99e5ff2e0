using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ComfyTyped.Testing.Prompts;

namespace ComfyTyped.Testing.Execution;

/// <summary>Computes what identifies a node's result: its class, its literal inputs, and the same of everything above it.</summary>
internal sealed class InputSignature(PromptGraph graph, NodeRegistry registry)
{
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    public string Of(string nodeId)
    {
        if (_known.TryGetValue(nodeId, out string? known))
            return known;
        // A cycle can only be below outputs that were rejected; any text ends the recursion.
        _known[nodeId] = $"unresolved {nodeId}";
        return _known[nodeId] = graph.Find(nodeId) is { } node ? Compute(node) : $"missing {nodeId}";
    }

    private string Compute(PromptNode node)
    {
        NodeBehavior behavior = registry.Find(node.ClassType)!;
        if (!behavior.IsCacheable)
            return Guid.NewGuid().ToString();
        var text = new StringBuilder(node.ClassType).Append('\n').Append(Fingerprint(node, behavior)).Append('\n');
        foreach ((string name, JsonElement value) in (node.Inputs ?? []).OrderBy(input => input.Key, StringComparer.Ordinal))
        {
            text.Append(JsonSerializer.Serialize(name)).Append('=');
            text = PromptLink.From(value) is { } link
                ? text.Append("link ").Append(Of(link.NodeId)).Append(' ').Append(link.Slot).Append('\n')
                : text.Append("literal ").Append(value.GetRawText()).Append('\n');
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static string Fingerprint(PromptNode node, NodeBehavior behavior)
    {
        if (node.IsChanged is { } stated)
            return stated.GetRawText();
        if (behavior.Fingerprint is null || node.Inputs is null)
            return "";
        var literals = node.Inputs.Where(input => PromptLink.From(input.Value) is null)
            .ToDictionary(input => input.Key, input => (object?)input.Value, StringComparer.Ordinal);
        return behavior.Fingerprint(new NodeInputs(literals));
    }
}
