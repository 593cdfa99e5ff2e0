using System.Text.Json;
using ComfyTyped.Core;
using ComfyTyped.Loading;
using ComfyTyped.Primitives;

namespace ComfyTyped.Settings;

/// <summary>Goes through a settings document and finds what each name in it means: nodes first, then groups of titles, classes, and the guide's sections.</summary>
/// <param name="workflow">The workflow.</param>
/// <param name="writer">Assigns the values.</param>
internal sealed class SettingsReader(ComfyWorkflow workflow, SettingsWriter writer)
{
    private readonly NodeDirectory _nodes = new(workflow);

    public void Read(JsonElement settings)
    {
        foreach (JsonProperty member in Next(settings.EnumerateObject()))
            Read(member.NameText(), member.Value);
    }

    private void Read(string name, JsonElement value)
    {
        if (ReadNode(name, value, StringComparison.Ordinal) || ReadSection(name, value) || ReadNode(name, value, StringComparison.OrdinalIgnoreCase))
            return;
        writer.Refuse(name, SettingRefusal.UnknownNode, $"no node is called '{name}'{Nearest.Hint(name, _nodes.Names)}");
    }

    private bool ReadNode(string name, JsonElement value, StringComparison comparison)
    {
        if (_nodes.Named(name, comparison) is { Count: > 0 } named)
            return ReadOne(name, named, value);
        if (_nodes.Group(name, comparison) is { Count: > 0 } group)
            return ReadGroup(name, group, value);
        return _nodes.OfClass(name, comparison) is { Count: > 0 } ofClass && ReadOne(name, ofClass, value);
    }

    private bool ReadSection(string name, JsonElement value)
    {
        if (string.Equals(name, GuideSections.Sampling, StringComparison.OrdinalIgnoreCase))
            return ReadSampling(name, value);
        return GuideSections.PrefixOf(name) is { } prefix && ReadGroup(name, _nodes.Group(prefix, StringComparison.OrdinalIgnoreCase), value);
    }

    /// <summary>The members of a group: <c>{ "positive": "a fox", "negative": { "text": "blurry" } }</c>.</summary>
    private bool ReadGroup(string name, ILookup<string, ComfyNode> group, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            writer.RefuseObject(name, $"'{name}'");
            return true;
        }
        foreach (JsonProperty member in Next(value.EnumerateObject()))
        {
            string suffix = member.NameText();
            string path = $"{name}.{suffix}";
            ComfyNode[] nodes = [.. group[suffix]];
            if (nodes.Length == 0)
                nodes = [.. GuideSections.PropertyOf(name, suffix) is { } property ? _nodes.Named(property, StringComparison.OrdinalIgnoreCase) : []];
            if (nodes.Length > 0)
                ReadOne(path, nodes, member.Value);
            else
                writer.Refuse(path, SettingRefusal.UnknownNode, $"no node is titled {GuideSections.TitleOf(name, suffix)}{Nearest.Hint(suffix, group.Select(node => node.Key))}");
        }
        return true;
    }

    private bool ReadOne(string path, IReadOnlyList<ComfyNode> nodes, JsonElement value)
    {
        if (nodes.Count > 1)
            writer.Refuse(path, SettingRefusal.Ambiguous, $"{nodes.Count} nodes are meant: {string.Join(", ", nodes.Select(_nodes.NameOf))}; name one of them");
        else if (value.ValueKind == JsonValueKind.Object)
            ReadInputs(path, nodes[0], "", value);
        else
            ReadMainInput(path, nodes[0], value);
        return true;
    }

    /// <summary>The inputs of a node. The key of a dynamic combo goes before the inputs that it brings.</summary>
    private void ReadInputs(string path, ComfyNode node, string prefix, JsonElement values)
    {
        foreach (JsonProperty member in Next(values.EnumerateObject().OrderBy(member => member.NameText().Count(letter => letter == '.'))))
        {
            string name = prefix + member.NameText();
            string full = $"{path}.{member.NameText()}";
            IReadOnlyList<SettableInput> inputs = writer.InputsOf(node);
            SettableInput? input = InputDirectory.Find(inputs, name);
            bool isScope = member.Value.ValueKind == JsonValueKind.Object
                && input is null or { Kind: SettingKind.Case }
                && inputs.Any(other => other.Name.StartsWith((input?.Name ?? name) + ".", StringComparison.OrdinalIgnoreCase));
            if (isScope)
                ReadInputs(full, node, $"{input?.Name ?? name}.", member.Value);
            else if (input is null)
                writer.RefuseInput(full, node, name);
            else
                writer.Assign(full, [input], member.Value);
        }
    }

    /// <summary>A value without the name of an input: <c>"positive": "a fox"</c>, <c>"SWITCH_1": true</c>.</summary>
    private void ReadMainInput(string path, ComfyNode node, JsonElement value)
    {
        IReadOnlyList<SettableInput> inputs = InputDirectory.MainInputs(writer.InputsOf(node), value);
        switch (inputs.Count)
        {
            case 0:
                writer.Refuse(path, SettingRefusal.Linked, $"{node} has no input that holds a value", node);
                break;
            case 1:
                writer.Assign(path, inputs, GuideSections.AsSwitch(inputs[0], value));
                break;
            default:
                string names = string.Join(", ", inputs.Select(input => input.Name));
                writer.Refuse(path, SettingRefusal.Ambiguous, $"{node} has several inputs: {names}; say which, as in {{ \"{inputs[0].Name}\": ... }}", node);
                break;
        }
    }

    /// <summary>Options of all samplers. Those that get one by a link keep it.</summary>
    private bool ReadSampling(string name, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            writer.RefuseObject(name, $"'{name}'");
            return true;
        }
        SettableInput[] inputs = [.. workflow.Nodes.Where(GuideSections.IsSampler).SelectMany(writer.InputsOf)];
        foreach (JsonProperty option in Next(value.EnumerateObject()))
        {
            SettableInput[] meant = [.. inputs.Where(input => GuideSections.IsOption(input.Name, option.NameText()))];
            SettableInput[] free = [.. meant.Where(input => input.IsFree)];
            string path = $"{name}.{option.NameText()}";
            if (meant.Length == 0)
                writer.Refuse(path, SettingRefusal.UnknownInput, $"no sampler has an input '{option.NameText()}'{Nearest.Hint(option.NameText(), inputs.Where(input => input.IsFree).Select(input => input.Name))}");
            else
                writer.Assign(path, free.Length > 0 ? free : meant, option.Value);
        }
        return true;
    }

    /// <summary>Members of an object, until too many settings are refused.</summary>
    private IEnumerable<JsonProperty> Next(IEnumerable<JsonProperty> members) => members.TakeWhile(_ => !writer.IsFull);
}
