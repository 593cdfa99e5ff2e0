using System.Text.Json.Nodes;

namespace ComfyTyped.Testing.Tests.Support;

/// <summary>One frame of a socket: JSON or binary.</summary>
internal sealed record Frame(JsonObject? Json, byte[]? Binary)
{
    public string Type => Binary is not null ? "binary" : (string)Json!["type"]!;

    public JsonObject? Data => Json?["data"] as JsonObject;
}
