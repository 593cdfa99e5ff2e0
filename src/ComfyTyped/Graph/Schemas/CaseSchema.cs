using System.ComponentModel;

namespace ComfyTyped.CompilerServices;

/// <summary>A case of a dynamic combo (ComfyUI's <c>COMFY_DYNAMICCOMBO_V3</c>): an option that brings inputs of its own.</summary>
/// <param name="key">The option as the server knows it.</param>
/// <param name="inputs">Its inputs; their names and properties are relative to the combo.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CaseSchema(string key, params InputSchema[] inputs)
{
    /// <summary>Gets the option as the server knows it.</summary>
    public string Key { get; } = key;

    internal InputSchema[] Inputs { get; } = inputs;
}
