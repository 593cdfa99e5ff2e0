namespace ComfyTyped;

/// <summary>A link of a workflow: an input that takes its value from an output of another node.</summary>
/// <param name="Source">The node whose output is taken.</param>
/// <param name="Slot">The output slot, from 0.</param>
/// <param name="Target">The node that takes it.</param>
/// <param name="Input">The wire name of the input.</param>
public readonly record struct NodeLink(ComfyNode Source, int Slot, ComfyNode Target, string Input)
{
    /// <summary>Gives the link as a message shows it: <c>VAEDecode[0] -> SaveImage.Images</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Source}[{Slot}] -> {Target}.{Target.Schema.PropertyOf(Input)}";
}
