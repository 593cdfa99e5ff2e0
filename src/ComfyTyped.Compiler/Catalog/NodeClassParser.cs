using ComfyTyped.Compiler.Models;
using ComfyTyped.Core.Json;

namespace ComfyTyped.Compiler.Catalog;

/// <summary>Reads a class of <c>/object_info</c>. Custom nodes put anything anywhere, so whatever is not as expected counts as absent.</summary>
internal static class NodeClassParser
{
    /// <summary>Reads a class.</summary>
    /// <param name="classType">Its name.</param>
    /// <param name="declaration">What the catalog says of it.</param>
    /// <param name="core">The class of that name of the built-in catalog; null when there is none, or when it is the one that is read.</param>
    public static NodeDeclaration Parse(string classType, JsonObject declaration, NodeClass? core = null)
    {
        var inputs = new InputSpecReader();
        ReadSection(declaration, "required", isRequired: true, inputs);
        ReadSection(declaration, "optional", isRequired: false, inputs);
        var nodeClass = new NodeClass(
            classType,
            Text(declaration, "display_name") is { } name && !string.Equals(name, classType, StringComparison.Ordinal) ? name : null,
            Text(declaration, "category"),
            IsKnown: true,
            IsOutput: Flag(declaration, "output_node"),
            IsDeprecated: Flag(declaration, "deprecated"),
            IsExperimental: Flag(declaration, "experimental"),
            FileLists.AsInCore(inputs.Specs, core),
            OutputSpecReader.Read(declaration));
        return new NodeDeclaration(nodeClass)
        {
            Pack = Text(declaration, "python_module"),
            IsPaid = Flag(declaration, "api_node"),
        };
    }

    private static void ReadSection(JsonObject declaration, string section, bool isRequired, InputSpecReader inputs)
    {
        if ((declaration.Find("input") as JsonObject)?.Find(section) is not JsonObject specs)
            return;
        foreach (JsonMember spec in InOrder(specs, (declaration.Find("input_order") as JsonObject)?.Find(section) as JsonArray))
            inputs.Add(spec.Name, spec.Value, isRequired);
    }

    private static IEnumerable<JsonMember> InOrder(JsonObject specs, JsonArray? order)
    {
        if (order is null)
            return specs.Members;
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (JsonNode name in order.Items)
        {
            if (name is JsonString text && !places.ContainsKey(text.Unescape()))
                places.Add(text.Unescape(), places.Count);
        }

        return specs.Members.OrderBy(spec => places.TryGetValue(spec.Name, out int place) ? place : places.Count);
    }

    private static string? Text(JsonObject declaration, string member) =>
        declaration.Find(member) is JsonString text && text.Unescape().Trim() is { Length: > 0 } value ? value : null;

    private static bool Flag(JsonObject declaration, string member) => declaration.Find(member) is JsonBoolean { Value: true };
}
