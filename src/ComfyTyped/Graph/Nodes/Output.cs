namespace ComfyTyped;

/// <summary>An output slot of a node: what an input of the same type can be linked to.</summary>
/// <typeparam name="TType">The ComfyUI type, one of <c>ComfyTyped.Types</c> or a generated one.</typeparam>
/// <param name="Node">The node.</param>
/// <param name="Slot">The slot, from 0.</param>
public readonly record struct Output<TType>(ComfyNode Node, int Slot)
{
    /// <summary>Takes the output for one of another type, where you know better than the catalog.</summary>
    /// <typeparam name="TOther">The other type.</typeparam>
    /// <returns>The same slot.</returns>
    public Output<TOther> As<TOther>() => new(Node, Slot);

    /// <summary>Links an input that takes anything.</summary>
    /// <param name="output">The output.</param>
    public static implicit operator AnyInput(Output<TType> output) => AnyInput.Link(output.Node, output.Slot);
}
