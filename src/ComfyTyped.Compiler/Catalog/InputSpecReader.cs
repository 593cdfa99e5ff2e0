using System.Collections.Immutable;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Core.Json;

namespace ComfyTyped.Compiler.Catalog;

/// <summary>Collects the inputs of a class, or of a case of a dynamic combo. Of several with one name the first counts.</summary>
internal sealed class InputSpecReader
{
    private readonly List<InputSpec> _specs = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public EquatableArray<InputSpec> Specs => _specs.ToEquatableArray();

    public void Add(string name, JsonNode declaration, bool isRequired)
    {
        if (_names.Add(name))
            _specs.Add(Read(name, declaration, isRequired));
    }

    /// <summary>Adds what stands under <c>required</c> and <c>optional</c>.</summary>
    public void AddSections(JsonObject? sections)
    {
        foreach (string section in new[] { "required", "optional" })
        {
            foreach (JsonMember input in (sections?.Find(section) as JsonObject)?.Members ?? ImmutableArray<JsonMember>.Empty)
            {
                // Without a name it would be the input that it belongs to.
                if (input.Name.Length > 0)
                    Add(input.Name, input.Value, isRequired: section == "required");
            }
        }
    }

    private static InputSpec Read(string name, JsonNode declaration, bool isRequired)
    {
        JsonNode? type = declaration is JsonArray array ? array.Items.FirstOrDefault() : declaration;
        var options = new InputOptions(declaration is JsonArray { Items.Length: > 1 } pair ? pair.Items[1] as JsonObject : null);
        string typeName = type is JsonString text ? text.Unescape().Trim() : "";
        return typeName switch
        {
            TypeName.Autogrow => GrowthReader.Read(name, options),
            TypeName.DynamicCombo => ReadDynamicCombo(name, options, isRequired),
            _ => InputSpecFactory.Create(name, type, typeName, options, isRequired),
        };
    }

    private static InputSpec ReadDynamicCombo(string name, InputOptions options, bool isRequired)
    {
        ImmutableArray<JsonObject> declared = options.DynamicCases();
        EquatableArray<InputCase> cases = declared
            .Where(@case => @case.Find("key") is JsonString)
            .Select(ReadCase)
            .GroupBy(@case => @case.Key, StringComparer.Ordinal)
            .Select(group => group.First())
            .ToEquatableArray();
        InputSpec selector = InputSpecFactory.Selector(name, declared, options, isRequired);
        return cases.Count == 0 ? selector : selector with { Kind = InputKind.Choice, Cases = cases };
    }

    private static InputCase ReadCase(JsonObject @case)
    {
        var inputs = new InputSpecReader();
        inputs.AddSections(@case.Find("inputs") as JsonObject);
        return new InputCase(((JsonString)@case.Find("key")!).Unescape(), inputs.Specs);
    }
}
