using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ComfyTyped.Testing.Tests.Support;

/// <summary>One frame of a socket: JSON, binary, or a text that is no JSON.</summary>
internal sealed record Frame(JsonObject? Json, byte[]? Binary, string? Text = null)
{
    public string Type => Binary is not null ? "binary" : Json is null ? "unreadable" : (string)Json["type"]!;

    /// <summary>A text frame, whatever it says.</summary>
    public static Frame Of(byte[] utf8)
    {
        try
        {
            return new Frame(JsonNode.Parse(utf8)!.AsObject(), Binary: null);
        }
        catch (JsonException)
        {
            return new Frame(Json: null, Binary: null, Encoding.UTF8.GetString(utf8));
        }
    }

    public JsonObject? Data => Json?["data"] as JsonObject;
}
