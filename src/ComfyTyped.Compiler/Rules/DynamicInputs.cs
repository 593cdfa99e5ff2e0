using System.Collections.Immutable;
using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Rules;

/// <summary>
/// The inputs that a node has while its dynamic combos select the cases that they do. Where nothing is known of the case, because the file leaves
/// it to a template engine or gives none or an unknown one, the inputs of all cases may be there and none must.
/// </summary>
internal sealed class DynamicInputs
{
    private readonly Func<string, string?> _keyOf;
    private readonly Dictionary<string, InputSpec> _inputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OtherCase> _others = new(StringComparer.Ordinal);

    /// <summary>Finds the inputs.</summary>
    /// <param name="declared">The inputs of the class.</param>
    /// <param name="keyOf">Gives the text that a node holds in an input, by its wire name; null when it holds none.</param>
    public DynamicInputs(IEnumerable<InputSpec> declared, Func<string, string?> keyOf)
    {
        _keyOf = keyOf;
        Add(declared, "");
    }

    /// <summary>All inputs that the node may have, by wire name.</summary>
    public ImmutableArray<InputSpec> All => ImmutableArray.CreateRange(_inputs.Values);

    /// <summary>An input that the node may have; null when it is of another case, or of none.</summary>
    public InputSpec? Find(string name) => _inputs.TryGetValue(name, out InputSpec? input) ? input : null;

    /// <summary>The case that has an input which the selected one lacks; null when none has it.</summary>
    public OtherCase? FindOther(string name) => Find(name) is null && _others.TryGetValue(name, out OtherCase? other) ? other : null;

    private void Add(IEnumerable<InputSpec> inputs, string prefix)
    {
        foreach (InputSpec input in inputs)
        {
            string name = prefix + input.Name;
            if (input.Growth is { } growth)
                AddMembers(input, growth, prefix);
            else
                _inputs[name] = input with { Name = name };
            if (input.Cases.Count > 0)
                AddCases(input.Cases, name);
        }
    }

    private void AddMembers(InputSpec group, InputGrowth growth, string prefix)
    {
        int index = 0;
        foreach (InputSpec member in group.Members(prefix))
            _inputs[member.Name] = member with { IsRequired = index++ < growth.Min };
    }

    private void AddCases(EquatableArray<InputCase> cases, string combo)
    {
        string? key = _keyOf(combo);
        InputCase? selected = cases.FirstOrDefault(@case => @case.Key == key);
        if (selected is not null)
            Add(selected.Inputs, combo + ".");
        foreach (InputCase @case in cases.Where(@case => @case != selected))
        {
            foreach (InputSpec input in @case.Inputs.Flatten(combo + "."))
            {
                if (selected is not null)
                    _others[input.Name] = new OtherCase(@case.Key, combo);
                else
                    _inputs[input.Name] = (_inputs.TryGetValue(input.Name, out InputSpec? other) ? InputTree.Merge(other, input) : input) with { IsRequired = false };
            }
        }
    }
}

/// <summary>A case that is not selected.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Combo">The wire name of the dynamic combo.</param>
internal sealed record OtherCase(string Key, string Combo);
