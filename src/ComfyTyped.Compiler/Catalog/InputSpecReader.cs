using System.Collections.Immutable;
using ComfyTyped.Compiler.Json;
using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Catalog;

/// <summary>Collects the inputs of a class: one declaration may become several inputs, or none.</summary>
internal sealed class InputSpecReader
{
    private readonly List<InputSpec> _specs = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<GrowingInput> _growing = [];

    public EquatableArray<InputSpec> Specs => _specs.ToEquatableArray();

    public EquatableArray<GrowingInput> GrowingInputs => _growing.ToEquatableArray();

    public void Add(string name, JsonNode declaration, bool isRequired)
    {
        JsonNode? type = declaration is JsonArray array ? array.Items.FirstOrDefault() : declaration;
        var options = new InputOptions(declaration is JsonArray { Items.Length: > 1 } pair ? pair.Items[1] as JsonObject : null);
        string typeName = type is JsonString text ? text.Unescape().Trim() : "";
        if (typeName == TypeName.Autogrow)
            AddGrowing(name, options);
        else if (typeName == TypeName.DynamicCombo)
            AddDynamicCombo(name, options, isRequired);
        else
            Add(InputSpecFactory.Create(name, type, typeName, options, isRequired));
    }

    /// <summary>The options of a dynamic combo share a name with different types now and then; then the input takes anything.</summary>
    private void Add(InputSpec spec)
    {
        if (!_places.TryGetValue(spec.Name, out int place))
        {
            _places.Add(spec.Name, _specs.Count);
            _specs.Add(spec);
        }
        else if (_specs[place].Kind != spec.Kind && !spec.IsRequired && spec.Name.IndexOf('.') >= 0)
        {
            _specs[place] = InputSpecFactory.Anything(spec.Name);
        }
    }

    private void AddDynamicCombo(string name, InputOptions options, bool isRequired)
    {
        ImmutableArray<JsonObject> cases = options.DynamicCases();
        Add(InputSpecFactory.Selector(name, cases, options, isRequired));
        foreach (JsonObject @case in cases)
        {
            foreach ((string input, JsonNode declaration) in InputsOf(@case.Find("inputs")))
                Add($"{name}.{input}", declaration, isRequired: false);
        }
    }

    private void AddGrowing(string name, InputOptions options)
    {
        JsonNode? template = (options.Find("template") as JsonObject)?.Find("input");
        var member = new InputSpecReader();
        foreach ((string input, JsonNode declaration) in InputsOf(template).Take(1))
            member.Add(input, declaration, isRequired: false);
        InputSpec spec = member._specs.Count > 0 ? member._specs[0] : InputSpecFactory.Anything("");
        _growing.Add(new GrowingInput(name + ".", spec with { Name = "", IsDeclared = false }));
    }

    private static IEnumerable<(string Name, JsonNode Declaration)> InputsOf(JsonNode? inputs)
    {
        foreach (string section in new[] { "required", "optional" })
        {
            if ((inputs as JsonObject)?.Find(section) is JsonObject specs)
            {
                foreach (JsonMember spec in specs.Members)
                    yield return (spec.Name, spec.Value);
            }
        }
    }
}
