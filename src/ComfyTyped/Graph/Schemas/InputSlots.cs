namespace ComfyTyped.CompilerServices;

/// <summary>Lays the inputs of a class out in slots, one for each name that a prompt can have: groups and cases are gone.</summary>
internal sealed class InputSlots
{
    private readonly List<InputSchema> _slots = [];
    private readonly Dictionary<string, int> _ofInput = new(StringComparer.Ordinal);

    /// <summary>Lays out.</summary>
    /// <param name="inputs">The inputs as declared.</param>
    public InputSlots(InputSchema[] inputs)
    {
        Places = new int[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            Places[i] = _slots.Count;

            // Cases share the slots of inputs that they have in common; inputs of different origin share none.
            _ofInput.Clear();
            Add(inputs[i]);
        }
    }

    /// <summary>For each declared input the slot that it begins at.</summary>
    public int[] Places { get; }

    public InputSchema[] ToArray() => [.. _slots];

    private void Add(InputSchema input)
    {
        if (input.Growth is { } growth)
        {
            for (int index = 0; index < growth.Names.Count; index++)
                AddSlot(input.MemberAt(index));
            return;
        }
        AddSlot(input);
        foreach (CaseSchema option in input.Cases)
        {
            foreach (InputSchema nested in option.Inputs)
                Add(nested.Within(input));
        }
    }

    private void AddSlot(InputSchema input)
    {
        if (_ofInput.TryAdd(input.Name, _slots.Count))
            _slots.Add(input);
        else if (_slots[_ofInput[input.Name]] is var other && other.Type != input.Type)
            _slots[_ofInput[input.Name]] = new InputSchema(input.Name, input.Property);
    }
}
