using System.ComponentModel;

namespace ComfyTyped.CompilerServices;

/// <summary>A generated node class: its class type and its inputs, by the index that the generated properties use.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NodeSchema
{
    /// <summary>Describes a node class.</summary>
    /// <param name="classType">The name that the server knows it by.</param>
    /// <param name="inputs">Its inputs.</param>
    public NodeSchema(string classType, params InputSchema[] inputs)
    {
        ClassType = classType;
        Inputs = inputs;
        SeedIndex = Array.FindIndex(inputs, input => input.IsSeed);
    }

    /// <summary>Gets the name that the server knows it by.</summary>
    public string ClassType { get; }

    /// <summary>Gets whether a catalog declares the class; otherwise all of it is what the workflow files show.</summary>
    public bool IsKnown { get; init; }

    /// <summary>Gets whether the server runs it for its own sake (ComfyUI's <c>OUTPUT_NODE</c>).</summary>
    public bool IsOutput { get; init; }

    /// <summary>Gets the ComfyUI types of its output slots.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    internal InputSchema[] Inputs { get; }

    /// <summary>The index of the seed input, or -1.</summary>
    internal int SeedIndex { get; }

    internal string OutputType(int slot) => slot >= 0 && slot < Outputs.Count ? Outputs[slot] : LinkTypes.Any;

    internal string TypeOf(string input) => Inputs[IndexOf(input)].Type;

    internal string PropertyOf(string input) => Inputs[IndexOf(input)].Property;

    internal int IndexOf(string name) => Array.FindIndex(Inputs, input => input.Name == name);
}
