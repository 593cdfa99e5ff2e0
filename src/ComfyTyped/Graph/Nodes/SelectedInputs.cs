namespace ComfyTyped.CompilerServices;

/// <summary>Finds what the slots of a node mean while dynamic combos have the values that they have.</summary>
/// <param name="schema">The class.</param>
/// <param name="values">What the slots hold.</param>
internal sealed class SelectedInputs(NodeSchema schema, IReadOnlyList<InputValue> values)
{
    private readonly InputSchema?[] _slots = new InputSchema?[values.Count];

    /// <summary>For each slot the input as the selected case declares it; null for one of a case that is not selected.</summary>
    public static InputSchema?[] Of(NodeSchema schema, IReadOnlyList<InputValue> values)
    {
        if (!schema.IsDynamic)
            return schema.Inputs;
        var selected = new SelectedInputs(schema, values);
        for (int i = 0; i < schema.Declared.Length; i++)
            selected.Add(schema.Declared[i], schema.PlaceOf(i));
        return selected._slots;
    }

    private void Add(InputSchema input, int slot)
    {
        if (input.Growth is { } growth)
        {
            for (int index = 0; index < growth.Names.Count; index++)
            {
                InputSchema member = input.MemberAt(index);
                _slots[schema.IndexOf(member.Name, slot)] = member;
            }
            return;
        }
        _slots[slot] = input;
        string? key = values[slot].AsString();
        foreach (InputSchema nested in input.Cases.FirstOrDefault(option => option.Key == key)?.Inputs ?? [])
        {
            InputSchema inner = nested.Within(input);
            Add(inner, inner.Growth is null ? schema.IndexOf(inner.Name, slot) : slot);
        }
    }
}
