using System.Collections.Immutable;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Core.Json;

namespace ComfyTyped.Compiler.Catalog;

/// <summary>Reads the outputs of a class of <c>/object_info</c>.</summary>
internal static class OutputSpecReader
{
    public static EquatableArray<OutputSpec> Read(JsonObject declaration)
    {
        if (declaration.Find("output") is not JsonArray types)
            return EquatableArray<OutputSpec>.Empty;
        ImmutableArray<JsonNode> names = declaration.Find("output_name") is JsonArray array ? array.Items : ImmutableArray<JsonNode>.Empty;
        ImmutableArray<OutputSpec>.Builder outputs = ImmutableArray.CreateBuilder<OutputSpec>(types.Items.Length);
        for (int slot = 0; slot < types.Items.Length; slot++)
        {
            string type = TypeOf(types.Items[slot]);
            outputs.Add(new OutputSpec(slot, type, slot < names.Length ? NameOf(names[slot], type) : null));
        }

        return outputs.ToImmutable();
    }

    private static string TypeOf(JsonNode type) => type switch
    {
        JsonString text => TypeName.Normalize(text.Unescape()),
        JsonArray => TypeName.Combo,
        _ => TypeName.Any,
    };

    /// <summary>The server repeats the type where a node names no output; that says nothing.</summary>
    private static string? NameOf(JsonNode name, string type) =>
        name is JsonString text
        && text.Unescape().Trim() is { Length: > 0 } value
        && !string.Equals(value, type, StringComparison.OrdinalIgnoreCase)
        && value != TypeName.Any
            ? value
            : null;
}
