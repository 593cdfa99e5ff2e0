using System.Globalization;
using System.Text.Json;
using ComfyTyped.CompilerServices;
using ComfyTyped.Contract;
using ComfyTyped.Primitives;

namespace ComfyTyped.Validation;

/// <summary>
/// The inputs of a class for one node: the plain ones, the inputs that a chosen case of a dynamic combo brings, as many members of a growing
/// input as the node holds, and what the node holds beyond all these.
/// </summary>
/// <param name="node">The node.</param>
/// <param name="held">What it holds.</param>
/// <param name="version">The version of the server; null when it is not known.</param>
internal sealed class InputExpansion(ComfyNode node, IReadOnlyDictionary<string, InputValue> held, string? version)
{
    private readonly List<InputSchema> _schemas = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<string> _openPrefixes = [];

    public IReadOnlyList<InputSchema> Schemas => _schemas;

    /// <summary>The C# property that holds an input; the input's own name when the project's catalog does not have it.</summary>
    public static string PropertyOf(ComfyNode node, string input) => node.Schema.IndexOf(input) < 0 ? input : node.Schema.PropertyOf(input);

    public void AddSection(JsonElement section, string prefix, bool isRequired)
    {
        if (section.ValueKind != JsonValueKind.Object)
            return;
        foreach (JsonProperty input in section.EnumerateObject())
            Add(prefix + input.NameText(), new InputDeclaration(input.Value), isRequired);
    }

    /// <summary>Adds what the node holds and the class does not have. The hidden inputs, which the server fills in itself, are neither.</summary>
    public void AddUnknown(JsonElement hidden)
    {
        foreach (string name in held.Keys)
        {
            if (!_names.Contains(name) && hidden.Member(name).IsNull())
                Add(new InputSchema(name, PropertyOf(node, name)) { IsUnknown = !_openPrefixes.Exists(prefix => name.StartsWith(prefix, StringComparison.Ordinal)) });
        }
    }

    private void Add(string name, InputDeclaration declaration, bool isRequired)
    {
        if (declaration.Type == InputDeclaration.DynamicCombo)
            AddDynamicCombo(name, declaration, isRequired);
        else if (declaration.Type == InputDeclaration.Autogrow)
            AddGrowing(name, declaration);
        else
            AddPlain(name, declaration, isRequired);
    }

    private void AddPlain(string name, InputDeclaration declaration, bool isRequired, bool isLenient = false)
    {
        IReadOnlyList<string> texts = declaration.IsListed ? declaration.ListedTexts : [];
        IReadOnlyList<string> tokens = declaration.IsListed ? declaration.ListedTokens : [];
        bool isEmpty = declaration.IsListed && texts.Count == 0 && tokens.Count == 0;
        if (declaration.HasMembers)
            _openPrefixes.Add(name + ".");
        Add(new InputSchema(name, PropertyOf(node, name), declaration.LinkType)
        {
            IsRequired = isRequired,
            IsSeed = declaration.IsSeed(name),
            IsMultiple = declaration.IsMultiple,
            IsLinkOnly = declaration.IsLinkOnly,
            Min = declaration.Number("min"),
            Max = declaration.Number("max"),
            Options = texts,
            OptionTokens = tokens,
            HasNoOptions = isEmpty,

            // ComfyTyped's own local server lists no files where it takes any.
            IsLenient = isLenient || declaration.IsUpload || isEmpty,
            HasUncheckedOptions = !declaration.IsBareList && !ServerVersion.ChecksComboOptions(version),
        });
    }

    private void AddDynamicCombo(string name, InputDeclaration declaration, bool isRequired)
    {
        JsonElement[] cases = [.. declaration.Option("options").Items()];
        Add(new InputSchema(name, PropertyOf(node, name), "COMBO")
        {
            IsRequired = isRequired,
            Options = [.. cases.Select(@case => @case.Member("key").AsText()).OfType<string>()],
            IsUnchecked = true,
        });
        string? selected = held.GetValueOrDefault(name).AsOption();
        JsonElement inputs = cases.FirstOrDefault(@case => selected is not null && @case.Member("key").AsText() == selected).Member("inputs");
        if (inputs.IsNull())
            _openPrefixes.Add(name + ".");
        AddSection(inputs.Member("required"), name + ".", isRequired: true);
        AddSection(inputs.Member("optional"), name + ".", isRequired: false);
    }

    // The servers that knew growing inputs first did not insist on the least number of members.
    private void AddGrowing(string name, InputDeclaration declaration)
    {
        JsonElement template = declaration.Option("template");
        JsonElement input = template.Member("input");
        JsonProperty member = Members(input.Member("required")).Concat(Members(input.Member("optional"))).FirstOrDefault();
        var memberDeclaration = new InputDeclaration(member.Value);
        int min = Integer(template.Member("min"), 0);
        string[] names = MemberNames(template);
        bool mayLack = ServerVersion.RequiresGrowth(version) != true;
        for (int i = 0; i < names.Length; i++)
        {
            string full = $"{name}.{names[i]}";
            if (i < min || held.ContainsKey(full))
                AddPlain(full, memberDeclaration, isRequired: i < min, isLenient: mayLack && i < min && !held.ContainsKey(full));
        }
    }

    private static string[] MemberNames(JsonElement template)
    {
        const int DefaultMax = 10;
        const int LargestMax = 100;
        if (template.Member("names") is { ValueKind: JsonValueKind.Array } names)
            return [.. names.Items().Select(name => name.AsText()).OfType<string>().Take(LargestMax)];
        string prefix = template.Member("prefix").AsText() ?? "";
        int max = Math.Clamp(Integer(template.Member("max"), DefaultMax), 0, LargestMax);
        return [.. Enumerable.Range(0, max).Select(i => prefix + i.ToString(CultureInfo.InvariantCulture))];
    }

    private static IEnumerable<JsonProperty> Members(JsonElement section) =>
        section.ValueKind == JsonValueKind.Object ? section.EnumerateObject() : [];

    private static int Integer(JsonElement number, int otherwise) =>
        number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out int value) ? value : otherwise;

    /// <summary>Of two declarations of one name, which only broken classes have, the first counts.</summary>
    private void Add(InputSchema schema)
    {
        if (_names.Add(schema.Name))
            _schemas.Add(schema);
    }
}
