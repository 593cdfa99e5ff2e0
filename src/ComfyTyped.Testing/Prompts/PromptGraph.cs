using System.Text.Json;

namespace ComfyTyped.Testing.Prompts;

/// <summary>A prompt in API format, in the order of the file, its numbers token for token.</summary>
internal sealed class PromptGraph
{
    private readonly Dictionary<string, PromptNode> _byId = new(StringComparer.Ordinal);
    private readonly List<PromptNode> _nodes = [];

    /// <exception cref="FormatException">The prompt is of a kind that makes ComfyUI answer 500.</exception>
    public PromptGraph(JsonElement prompt)
    {
        // An empty list has no nodes, in Python as here; anything else that is not an object is a TypeError there.
        if (prompt.ValueKind == JsonValueKind.Array && prompt.GetArrayLength() == 0)
            return;
        if (prompt.ValueKind != JsonValueKind.Object)
            throw new FormatException("The prompt is not an object.");
        foreach (JsonProperty member in prompt.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Object)
                throw new FormatException($"The node '{member.Name}' is not an object.");
            var node = new PromptNode(member.Name, member.Value);
            if (_byId.ContainsKey(node.Id))
                _nodes.RemoveAll(known => known.Id == node.Id);
            _nodes.Add(node);
            _byId[node.Id] = node;
        }
    }

    public IReadOnlyList<PromptNode> Nodes => _nodes;

    public PromptNode? Find(string id) => _byId.GetValueOrDefault(id);

    public PromptNode this[string id] => _byId[id];

    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (PromptNode node in _nodes)
        {
            writer.WritePropertyName(node.Id);
            node.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
