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

    internal InputSchema[] Inputs { get; }

    /// <summary>The index of the seed input, or -1.</summary>
    internal int SeedIndex { get; }

    internal int IndexOf(string name) => Array.FindIndex(Inputs, input => input.Name == name);
}
