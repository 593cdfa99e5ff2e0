namespace ComfyTyped.Testing;

/// <summary>Checks one literal input of a node while its prompt is being validated.</summary>
/// <param name="InputName">The name of the input that is checked; the error is reported for it, and the server's own check of range
/// and choice is left out, as ComfyUI leaves it out for inputs that <c>VALIDATE_INPUTS</c> names.</param>
/// <param name="Problem">Says what is wrong with the inputs, or returns <c>null</c> when all is well.</param>
public sealed record NodeInputCheck(string InputName, Func<NodeInputs, string?> Problem);
