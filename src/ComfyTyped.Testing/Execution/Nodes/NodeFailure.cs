using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyTyped.Testing.Prompts;
using ComfyTyped.Testing.Python;

namespace ComfyTyped.Testing.Execution;

/// <summary>A node that threw, in the words of <c>execution_error</c>.</summary>
internal sealed record NodeFailure(
    string NodeId, string NodeType, string ExceptionType, string Message, IReadOnlyList<string> Traceback, JsonObject CurrentInputs)
{
    public static NodeFailure Of(PromptNode node, IReadOnlyDictionary<string, object?> inputs, Exception problem) => new(
        node.Id,
        node.ClassType,
        problem is NodeExecutionException named ? named.ExceptionType : problem.GetType().FullName ?? problem.GetType().Name,
        problem.Message,
        [.. (problem.StackTrace ?? "").Split('\n').Select(line => line.TrimEnd('\r') + "\n")],
        new JsonObject(inputs.Select(input => new KeyValuePair<string, JsonNode?>(input.Key, new JsonArray(Printable(input.Value))))));

    /// <summary>Plain values are reported as they are; everything else as Python's <c>str()</c> of it.</summary>
    private static JsonNode? Printable(object? value) => value switch
    {
        JsonElement { ValueKind: not (JsonValueKind.Array or JsonValueKind.Object) } element => JsonNode.Parse(element.GetRawText()),
        _ => PythonText.Str(value),
    };
}
