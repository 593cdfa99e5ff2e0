namespace ComfyTyped.Compiler.Models;

/// <summary>The input of a core node that a list of options is called after.</summary>
/// <param name="ClassType">The class of the node.</param>
/// <param name="Input">The full wire name of the input, such as <c>resize_type.crop</c>.</param>
internal sealed record ListOwner(string ClassType, string Input);
