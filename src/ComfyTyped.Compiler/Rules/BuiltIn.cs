namespace ComfyTyped.Compiler.Rules;

/// <summary>What is known from the built-in catalog only is true of one version of ComfyUI; a message that rests on it says so.</summary>
internal static class BuiltIn
{
    public static string Note(CheckedNode node) =>
        node.IsBuiltIn ? " (by the built-in catalog; your server may differ)" : "";
}
