using System.Globalization;
using System.Text.Json;
using ComfyTyped.Testing.Definitions;
using ComfyTyped.Testing.Python;

namespace ComfyTyped.Testing.Validation;

/// <summary>Replaces V3 input groups by the dotted inputs that a prompt with these values has.</summary>
internal static class DynamicInputs
{
    private const string DynamicCombo = "COMFY_DYNAMICCOMBO_V3";
    private const string Autogrow = "COMFY_AUTOGROW_V3";

    public static IEnumerable<InputSpec> Expand(IEnumerable<InputSpec> declared, IReadOnlyDictionary<string, JsonElement> given) =>
        declared.SelectMany(input => input.Type switch
        {
            DynamicCombo => Expand(Selected(input, given), given),
            Autogrow => Expand(Grown(input, given), given),
            _ => [input],
        });

    /// <summary>The inputs of the chosen option. An unknown choice is no validation error; the node fails when it runs.</summary>
    private static IEnumerable<InputSpec> Selected(InputSpec group, IReadOnlyDictionary<string, JsonElement> given)
    {
        if (!given.TryGetValue(group.Name, out JsonElement key) || group.Option("options") is not { ValueKind: JsonValueKind.Array } options)
            return [];
        JsonElement option = options.EnumerateArray().FirstOrDefault(candidate =>
            candidate.TryGetProperty("key", out JsonElement name) && PythonValue.AreEqual(name, key));
        return option.ValueKind == JsonValueKind.Object && option.TryGetProperty("inputs", out JsonElement inputs)
            ? Members(inputs).Select(member => member with { Name = $"{group.Name}.{member.Name}" })
            : [];
    }

    /// <summary>The members of a growing group that the prompt has; 0.8.0 does not insist on a minimum.</summary>
    private static IEnumerable<InputSpec> Grown(InputSpec group, IReadOnlyDictionary<string, JsonElement> given)
    {
        if (group.Option("template") is not { } template || !template.TryGetProperty("input", out JsonElement inputs))
            return [];
        InputSpec? member = Members(inputs).FirstOrDefault();
        return member is null
            ? []
            : Names(template).Select(name => $"{group.Name}.{name}").Where(given.ContainsKey)
                .Select(name => member with { Name = name, Required = false });
    }

    private static IEnumerable<string> Names(JsonElement template)
    {
        if (template.TryGetProperty("names", out JsonElement names) && names.ValueKind == JsonValueKind.Array)
            return names.EnumerateArray().Select(name => name.GetString()!);
        string prefix = template.TryGetProperty("prefix", out JsonElement text) ? text.GetString()! : "";
        int max = template.TryGetProperty("max", out JsonElement limit) ? limit.GetInt32() : 10;
        return Enumerable.Range(0, max).Select(index => prefix + index.ToString(CultureInfo.InvariantCulture));
    }

    private static IEnumerable<InputSpec> Members(JsonElement inputs) =>
        from section in inputs.EnumerateObject()
        where section.Name is "required" or "optional" && section.Value.ValueKind == JsonValueKind.Object
        from input in section.Value.EnumerateObject()
        select new InputSpec(input.Name, section.Name == "required", input.Value);
}
