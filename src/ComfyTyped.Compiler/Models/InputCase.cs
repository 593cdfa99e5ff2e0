namespace ComfyTyped.Compiler.Models;

/// <summary>A case of a dynamic combo (<c>COMFY_DYNAMICCOMBO_V3</c>): an option that brings its own inputs.</summary>
/// <param name="Key">The option as the server knows it.</param>
/// <param name="Inputs">Its inputs, required ones first; dynamic combos and growing groups among them.</param>
internal sealed record InputCase(string Key, EquatableArray<InputSpec> Inputs);
