using System.Text.Json;

namespace ComfyTyped.Testing.Prompts;

/// <summary>A link <c>[node_id, slot]</c> as the executor sees one.</summary>
internal sealed record PromptLink(string NodeId, int Slot)
{
    /// <summary>The link, or <c>null</c> when the value is a literal.</summary>
    public static PromptLink? From(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 2
            && value[0].ValueKind == JsonValueKind.String && value[1].ValueKind == JsonValueKind.Number
            ? new PromptLink(value[0].GetString()!, (int)value[1].GetDouble())
            : null;
}
