using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.NodeTypes;

/// <summary>The C# types that all workflows of a project share.</summary>
/// <param name="Nodes">One class per node class in use, in ordinal order of the class types.</param>
/// <param name="Choices">One type per distinct list of options in use.</param>
/// <param name="Combos">One type per distinct dynamic combo in use.</param>
/// <param name="Markers">One type per ComfyUI type in use that the runtime does not have.</param>
/// <param name="Unions">One type per distinct list of types that an input takes.</param>
internal sealed record ProjectTypes(
    EquatableArray<NodeType> Nodes,
    EquatableArray<ChoiceType> Choices,
    EquatableArray<ComboType> Combos,
    EquatableArray<MarkerType> Markers,
    EquatableArray<UnionType> Unions);

/// <summary>A node class as a C# class.</summary>
/// <param name="Namespace">The namespace of the class.</param>
/// <param name="Name">The name of the class.</param>
/// <param name="BaseType">The fully qualified base class.</param>
/// <param name="Class">What is known of the node class.</param>
/// <param name="Inputs">A property per input.</param>
/// <param name="Outputs">A property per output slot that no input property covers.</param>
internal sealed record NodeType(
    string Namespace,
    string Name,
    string BaseType,
    NodeClass Class,
    EquatableArray<InputProperty> Inputs,
    EquatableArray<OutputProperty> Outputs)
{
    public string FullName => $"global::{Namespace}.{Name}";
}

/// <summary>An input as a C# property.</summary>
/// <param name="Name">The name of the property.</param>
/// <param name="Type">The fully qualified C# type.</param>
/// <param name="Spec">What is known of the input.</param>
/// <param name="OutputSlot">The output slot of the same name and type, which the property gives when it is read; else -1.</param>
/// <param name="ChoiceType">The fully qualified type of its options or files; null when it has none.</param>
internal sealed record InputProperty(string Name, string Type, InputSpec Spec, int OutputSlot, string? ChoiceType)
{
    /// <summary>Whether it is a choice with inputs of its own.</summary>
    public bool IsCombo => Spec.Cases.Count > 0;

    /// <summary>Whether it is a list of the members of a growing group.</summary>
    public bool IsList => Spec.Growth is not null;

    /// <summary>The fully qualified type of one member; null when it is no list.</summary>
    public string? ElementType { get; init; }
}

/// <summary>An output slot as a C# property.</summary>
/// <param name="Name">The name of the property.</param>
/// <param name="Type">The fully qualified C# type.</param>
/// <param name="Spec">What is known of the output.</param>
internal sealed record OutputProperty(string Name, string Type, OutputSpec Spec);

/// <summary>A list of options as a C# type.</summary>
/// <param name="Namespace">The namespace of the type.</param>
/// <param name="Name">The name of the type.</param>
/// <param name="Input">The wire name of the input that gave the name.</param>
/// <param name="Members">A member per option.</param>
internal sealed record ChoiceType(string Namespace, string Name, string Input, EquatableArray<ChoiceMember> Members)
{
    public string FullName => $"global::{Namespace}.{Name}";
}

/// <summary>An option as a C# member.</summary>
/// <param name="Name">The name of the member.</param>
/// <param name="Value">The option as the server knows it.</param>
internal sealed record ChoiceMember(string Name, string Value);

/// <summary>A ComfyUI type that the runtime does not have, as a C# type.</summary>
/// <param name="Namespace">The namespace of the type.</param>
/// <param name="Name">The name of the type.</param>
/// <param name="Type">The ComfyUI type.</param>
internal sealed record MarkerType(string Namespace, string Name, string Type)
{
    public string FullName => $"global::{Namespace}.{Name}";
}
