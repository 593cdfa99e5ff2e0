using ComfyTyped.CompilerServices;

namespace ComfyTyped;

/// <summary>Which input of a bypassed node takes the place of one of its outputs: the rule of ComfyUI's editor (<c>ExecutableNodeDTO.resolveOutput</c>).</summary>
internal static class BypassRule
{
    /// <summary>Finds the input.</summary>
    /// <param name="sockets">The inputs of the node that the editor shows as sockets, in the order of its class.</param>
    /// <param name="output">The type of the output.</param>
    /// <param name="slot">The slot of the output.</param>
    /// <param name="requested">The type of the consumer's input.</param>
    /// <returns>The input, or null when none fits.</returns>
    public static InputSchema? InputFor(IReadOnlyList<InputSchema> sockets, string output, int slot, string requested)
    {
        InputSchema? opposite = slot >= 0 && slot < sockets.Count ? sockets[slot] : null;
        if (LinkTypes.IsAny(requested))
            return opposite ?? sockets.FirstOrDefault();
        if (opposite is not null && LinkTypes.AreCompatible(opposite.Type, output) && LinkTypes.AreCompatible(opposite.Type, requested))
            return opposite;
        return sockets.FirstOrDefault(input => string.Equals(input.Type, requested, StringComparison.OrdinalIgnoreCase))
            ?? sockets.FirstOrDefault(input => LinkTypes.AreCompatible(input.Type, requested));
    }
}
