using System.Text.Json;
using ComfyTyped.Primitives;

namespace ComfyTyped.Wire;

/// <summary>Reads node ids. They come with every message, and nearly always the workflow holds the text already.</summary>
internal static class NodeIdReading
{
    public static string? ReadNodeId(this ref Utf8JsonReader reader, ComfyWorkflow workflow) =>
        reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && workflow.FindNode(reader.ValueSpan) is { } node
            ? node.Id
            : reader.ReadText();
}
