using System.Buffers;
using System.Text;
using System.Text.Json;
using ComfyTyped.Primitives;

namespace ComfyTyped.CompilerServices;

/// <summary>Literals between JSON and the prompt, which differ in lists: a list has a wrapper there, because the server takes a bare array for a link.</summary>
internal static class InputJson
{
    public const string Wrapper = "__value__";

    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = WorkflowTemplate.MaxDepth };

    /// <summary>The JSON as an input holds it.</summary>
    public static InputToken ToToken(JsonElement value) => new("", Encoding.UTF8.GetBytes(
        value.ValueKind == JsonValueKind.Array ? $$"""{"{{Wrapper}}":{{value.GetRawText()}}}""" : value.GetRawText()));

    /// <summary>What an input holds as JSON; null when it is no literal.</summary>
    public static JsonElement? Of(InputValue value)
    {
        if (value.Token is { } token)
            return token.IsLink ? null : Unwrap(Parse(token.Utf8.ToArray()));
        if (!value.IsSet || value.IsLink || value.SeedWord is not null)
            return null;
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            value.Write(writer);
        return Parse(buffer.WrittenMemory);
    }

    /// <summary>
    /// Whether the server would take a literal for a link to another node, also within a wrapper: a text and a number, true and false being numbers in Python.
    /// </summary>
    public static bool IsLink(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.GetArrayLength() == 2 && value[0].ValueKind == JsonValueKind.String
            && value[1].ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False,
        JsonValueKind.Object => IsLink(value.Member(Wrapper)),
        _ => false,
    };

    /// <summary>
    /// The members of an object, of two with one name the last, as Python reads them; null when it is no object, or a name no text: half a surrogate pair.
    /// </summary>
    public static Dictionary<string, JsonElement>? MembersOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return null;
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        try
        {
            foreach (JsonProperty member in value.EnumerateObject())
                members[member.Name] = member.Value;
            return members;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    // A wrapper with something beside the list, such as a curve, is a value of its own.
    private static JsonElement Unwrap(JsonElement value) =>
        MembersOf(value) is { Count: 1 } members && members.TryGetValue(Wrapper, out JsonElement inner) && inner.ValueKind == JsonValueKind.Array ? inner : value;

    private static JsonElement Parse(ReadOnlyMemory<byte> utf8)
    {
        using var json = JsonDocument.Parse(utf8, Reading);
        return json.RootElement.Clone();
    }
}
