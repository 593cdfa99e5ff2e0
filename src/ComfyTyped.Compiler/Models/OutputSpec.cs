namespace ComfyTyped.Compiler.Models;

/// <summary>One output slot of a node class.</summary>
/// <param name="Slot">Its number, from 0.</param>
/// <param name="Type">Its ComfyUI type: <c>IMAGE</c>, <c>INT</c>, <c>COMBO</c> for a list of options, <c>*</c> when anything.</param>
/// <param name="Name">Its declared name when that says more than the type does, or null.</param>
internal sealed record OutputSpec(int Slot, string Type, string? Name);
