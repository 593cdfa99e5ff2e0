using System.Text;
using System.Text.Json;

namespace ComfyTyped.CompilerServices;

/// <summary>A node as the workflow file has it.</summary>
/// <param name="id">Its id.</param>
/// <param name="utf8">Its JSON, untouched.</param>
/// <param name="title">Its <c>_meta.title</c>, or null.</param>
/// <param name="members">The wire names of its members in the order of the file, with their JSON; <c>inputs</c> among them.</param>
/// <param name="inputs">Its inputs in the order of the file.</param>
internal sealed class NodeTemplate(
    string id,
    ReadOnlyMemory<byte> utf8,
    string? title,
    NodeMember[] members,
    InputToken[] inputs)
{
    private int[]? _schemaIndices;

    public string Id { get; } = id;

    public JsonEncodedText EncodedId { get; } = JsonEncodedText.Encode(id);

    public ReadOnlySpan<byte> Utf8 => utf8.Span;

    public string? Title { get; } = title;

    public NodeMember[] Members { get; } = members;

    public InputToken[] Inputs { get; } = inputs;

    /// <summary>A node that no file has: all its inputs are assigned ones.</summary>
    public static NodeTemplate New(string id, string classType, string? title)
    {
        var members = new List<NodeMember> { new("inputs", default), new("class_type", Utf8Of($"\"{JsonEncodedText.Encode(classType)}\"")) };
        if (title is not null)
            members.Add(new("_meta", Utf8Of($$"""{"title":"{{JsonEncodedText.Encode(title)}}"}""")));
        return new NodeTemplate(id, default, title, [.. members], []);
    }

    /// <summary>For every input of the file its index in the schema. Found once: a template has one node class.</summary>
    public int[] IndicesIn(NodeSchema schema) => _schemaIndices ??= FindIndices(schema);

    private static byte[] Utf8Of(string json) => Encoding.UTF8.GetBytes(json);

    // Apart, because a lambda's closure would be allocated at every call.
    private int[] FindIndices(NodeSchema schema) => Array.ConvertAll(Inputs, input => schema.IndexOf(input.Name));
}

/// <summary>A member of a node object: <c>class_type</c>, <c>inputs</c>, <c>_meta</c> or any other.</summary>
/// <param name="name">Its name.</param>
/// <param name="utf8">Its JSON.</param>
internal sealed class NodeMember(string name, ReadOnlyMemory<byte> utf8)
{
    public bool IsInputs { get; } = name == "inputs";

    public JsonEncodedText EncodedName { get; } = JsonEncodedText.Encode(name);

    public ReadOnlySpan<byte> Utf8 => utf8.Span;
}
