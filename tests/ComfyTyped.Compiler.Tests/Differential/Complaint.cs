namespace ComfyTyped.Compiler.Tests.Differential;

/// <summary>Something wrong with an input of a node, in the words of the server.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="Input">The input; empty when the server's validator breaks off at the node and names none.</param>
/// <param name="Type">The server's error type; <see cref="BreakOff"/> for all its exceptions.</param>
internal sealed record Complaint(string NodeId, string Input, string Type)
{
    /// <summary>A link that names no output makes the validator throw, and what else is wrong with the node is not told.</summary>
    public const string BreakOff = "exception";

    public override string ToString() => $"{NodeId}.{Input}: {Type}";
}
