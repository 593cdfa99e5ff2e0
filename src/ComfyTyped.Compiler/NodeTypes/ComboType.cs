using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.NodeTypes;

/// <summary>A dynamic combo as a C# type.</summary>
/// <param name="Namespace">The namespace of the type.</param>
/// <param name="Name">The name of the type.</param>
/// <param name="Input">The wire name of the input that gave the name.</param>
/// <param name="Cases">Its cases.</param>
/// <param name="Inputs">A property per input of all cases.</param>
internal sealed record ComboType(
    string Namespace, string Name, string Input, EquatableArray<ComboCase> Cases, EquatableArray<ComboProperty> Inputs)
{
    public string FullName => $"global::{Namespace}.{Name}";
}

/// <summary>A case of a dynamic combo as a C# method.</summary>
/// <param name="Name">The name of the method.</param>
/// <param name="Key">The option as the server knows it.</param>
/// <param name="Parameters">A parameter per input, required ones first.</param>
internal sealed record ComboCase(string Name, string Key, EquatableArray<ComboParameter> Parameters);

/// <summary>An input of a case as a parameter.</summary>
/// <param name="Name">The name of the parameter.</param>
/// <param name="Input">The input as the case declares it, with the name of the property that reads it.</param>
internal sealed record ComboParameter(string Name, InputProperty Input)
{
    /// <summary>Whether a caller must give a value.</summary>
    public bool IsRequired => Input.Spec.IsRequired || Input.Spec.Growth is { Min: > 0 };
}

/// <summary>An input of one or several cases as a property.</summary>
/// <param name="Input">The property.</param>
/// <param name="Keys">The options that have the input.</param>
internal sealed record ComboProperty(InputProperty Input, EquatableArray<string> Keys);
