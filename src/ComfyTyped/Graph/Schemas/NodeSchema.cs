using System.ComponentModel;

namespace ComfyTyped.CompilerServices;

/// <summary>A generated node class: its class type and its inputs, by the index that the generated properties use.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NodeSchema
{
    private readonly int[] _places;
    private Dictionary<string, int>? _indices;

    /// <summary>Describes a node class.</summary>
    /// <param name="classType">The name that the server knows it by.</param>
    /// <param name="inputs">Its inputs.</param>
    public NodeSchema(string classType, params InputSchema[] inputs)
    {
        ClassType = classType;
        Declared = inputs;
        var slots = new InputSlots(inputs);
        Inputs = slots.ToArray();
        _places = slots.Places;
        IsDynamic = Array.Exists(inputs, input => input.Growth is not null || input.Cases.Count > 0);
        SeedIndex = Array.FindIndex(Inputs, input => input.IsSeed);
    }

    /// <summary>Gets the name that the server knows it by.</summary>
    public string ClassType { get; }

    /// <summary>Gets whether a catalog declares the class; otherwise all of it is what the workflow files show.</summary>
    public bool IsKnown { get; init; }

    /// <summary>Gets whether the server runs it for its own sake (ComfyUI's <c>OUTPUT_NODE</c>).</summary>
    public bool IsOutput { get; init; }

    /// <summary>Gets the ComfyUI types of its output slots.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>The inputs as the class declares them: a dynamic combo or a growing group is one.</summary>
    internal InputSchema[] Declared { get; }

    /// <summary>The inputs by their slots in a node: one for each name that a prompt can have.</summary>
    internal InputSchema[] Inputs { get; }

    /// <summary>Whether some inputs are there in some cases only, or grow in number.</summary>
    internal bool IsDynamic { get; }

    /// <summary>The index of the seed input, or -1.</summary>
    internal int SeedIndex { get; }

    internal string OutputType(int slot) => slot >= 0 && slot < Outputs.Count ? Outputs[slot] : LinkTypes.Any;

    internal string TypeOf(string input) => Inputs[IndexOf(input)].Type;

    internal string PropertyOf(string input) => Inputs[IndexOf(input)].Property;

    /// <summary>The slot that a declared input begins at.</summary>
    internal int PlaceOf(int declared) => _places[declared];

    /// <summary>The slot of an input, or -1.</summary>
    internal int IndexOf(string name) => (_indices ??= FindIndices()).GetValueOrDefault(name, -1);

    /// <summary>The slot of an input that stands at or after another, or -1.</summary>
    internal int IndexOf(string name, int start) => Array.FindIndex(Inputs, start, input => input.Name == name);

    // Apart, because not every class is asked.
    private Dictionary<string, int> FindIndices()
    {
        var indices = new Dictionary<string, int>(Inputs.Length, StringComparer.Ordinal);
        for (int index = 0; index < Inputs.Length; index++)
            indices.TryAdd(Inputs[index].Name, index);
        return indices;
    }
}
