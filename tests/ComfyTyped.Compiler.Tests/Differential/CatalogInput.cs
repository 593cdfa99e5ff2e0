using System.Globalization;
using System.Text.Json.Nodes;

namespace ComfyTyped.Compiler.Tests.Differential;

/// <summary>
/// An input that nodes of a class may have, straight from the catalog's JSON: of a dynamic combo those of all cases, of a growing group the members.
/// </summary>
/// <param name="Name">Its full wire name.</param>
/// <param name="Spec">Its declaration.</param>
/// <param name="IsMember">Whether it is a member of a growing group.</param>
internal sealed record CatalogInput(string Name, JsonArray Spec, bool IsMember)
{
    /// <summary>The inputs that nodes of a class may have; several cases may have one of the same name.</summary>
    public static IEnumerable<CatalogInput> Of(JsonNode? definition) => Sections(definition?["input"], "");

    /// <summary>The keys of a dynamic combo, which the input selects from; null for any other input.</summary>
    public string[]? Keys => IsOf(Spec, "COMFY_DYNAMICCOMBO_V3") ? [.. Spec[1]!["options"]!.AsArray().Select(option => (string)option!["key"]!)] : null;

    private static IEnumerable<CatalogInput> Sections(JsonNode? sections, string prefix) =>
        from section in (string[])["required", "optional"]
        from input in sections?[section]?.AsObject() ?? []
        from possible in Possible(prefix + input.Key, input.Value as JsonArray ?? [input.Value?.DeepClone()])
        select possible;

    private static IEnumerable<CatalogInput> Possible(string name, JsonArray spec) =>
        IsOf(spec, "COMFY_AUTOGROW_V3") ? Members(name, spec[1]!["template"]!)
        : IsOf(spec, "COMFY_DYNAMICCOMBO_V3") ? spec[1]!["options"]!.AsArray().SelectMany(option => Sections(option!["inputs"], name + ".")).Prepend(new CatalogInput(name, spec, false))
        : [new CatalogInput(name, spec, false)];

    private static IEnumerable<CatalogInput> Members(string group, JsonNode template)
    {
        JsonArray spec = Sections(template["input"], "").First().Spec;
        IEnumerable<string> names = template["names"] is JsonArray given
            ? given.Select(name => (string)name!)
            : Enumerable.Range(0, (int)template["max"]!).Select(index => (string)template["prefix"]! + index.ToString(CultureInfo.InvariantCulture));
        return names.Select(name => new CatalogInput($"{group}.{name}", spec, true));
    }

    private static bool IsOf(JsonArray spec, string type) => spec.Count > 0 && spec[0] is JsonValue name && name.TryGetValue(out string? text) && text == type;
}
