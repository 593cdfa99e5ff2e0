using System.Text.Json;
using System.Text.Json.Nodes;

namespace ComfyTyped.Testing.Validation;

/// <summary>One error object, of a node or of the whole prompt.</summary>
internal sealed record ValidationError(string Type, string Message, string Details, JsonObject ExtraInfo)
{
    public JsonObject ToJson() => new()
    {
        ["type"] = Type,
        ["message"] = Message,
        ["details"] = Details,
        ["extra_info"] = ExtraInfo.DeepClone(),
    };

    /// <summary>What <c>extra_info</c> of most errors holds: the input, its declaration, and what was received for it.</summary>
    public static JsonObject About(InputUnderTest input) => new()
    {
        ["input_name"] = input.Spec.Name,
        ["input_config"] = Node(input.Config),
        ["received_value"] = Node(input.Value),
    };

    public static JsonNode? Node(JsonElement element) => JsonNode.Parse(element.GetRawText());
}
