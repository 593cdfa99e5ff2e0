namespace ComfyTyped;

/// <summary>An output slot whose type the catalog leaves open (<c>*</c>): every input can be linked to it.</summary>
/// <param name="Node">The node.</param>
/// <param name="Slot">The slot, from 0.</param>
public readonly record struct WildcardOutput(ComfyNode Node, int Slot)
{
    /// <summary>Takes the output for one of a type.</summary>
    /// <typeparam name="TOther">The type.</typeparam>
    /// <returns>The same slot.</returns>
    public Output<TOther> As<TOther>() => new(Node, Slot);
}
