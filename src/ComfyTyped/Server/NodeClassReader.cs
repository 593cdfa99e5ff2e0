using System.Text.Json;
using ComfyTyped.Primitives;

namespace ComfyTyped.Server;

/// <summary>Reads <c>GET /object_info</c> and <c>GET /object_info/{class}</c>.</summary>
internal static class NodeClassReader
{
    public static IReadOnlyList<NodeClassInfo> ReadAll(ReadOnlySpan<byte> utf8)
    {
        JsonElement classes = PythonJson.Parse(utf8);
        if (classes.ValueKind != JsonValueKind.Object)
            throw new JsonException("The node classes are no JSON object.");
        return [.. classes.EnumerateObject().Where(entry => entry.Value.ValueKind == JsonValueKind.Object).Select(entry => Read(entry.NameText(), entry.Value))];
    }

    public static NodeClassInfo Read(string classType, JsonElement declaration) => new(
        classType,
        declaration.Member("display_name").AsText(),
        declaration.Member("category").AsText(),
        declaration.Member("description").AsText(),
        declaration.Member("python_module").AsText(),
        declaration.Member("output_node").IsTrue(),
        declaration.Member("deprecated").IsTrue(),
        declaration.Member("experimental").IsTrue(),
        declaration);
}
