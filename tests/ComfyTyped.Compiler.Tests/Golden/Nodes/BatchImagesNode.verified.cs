/// <summary>The node Batch Images (<c>BatchImagesNode</c>), of the category <c>image</c>.</summary>
[global::System.CodeDom.Compiler.GeneratedCode("ComfyTyped", "0.1")]
public sealed partial class BatchImagesNode : global::ComfyTyped.ComfyNode
{
    private static readonly global::ComfyTyped.CompilerServices.NodeSchema schema = new(
        "BatchImagesNode",
        new global::ComfyTyped.CompilerServices.InputSchema("images", nameof(Images), "IMAGE") { Growth = global::ComfyTyped.CompilerServices.GrowthSchema.Numbered(2, "image", 50) })
        { IsKnown = true, Outputs = new[] { "IMAGE" } };

    /// <summary>Makes a node without inputs.</summary>
    public BatchImagesNode()
        : base(schema)
    {
    }

    /// <summary><c>images</c>: up to 50, each a link to <c>IMAGE</c>.</summary>
    /// <remarks>Members: <c>image0</c> to <c>image49</c>. ComfyUI 0.10 and later require the first 2.</remarks>
    public global::ComfyTyped.InputList<global::ComfyTyped.Input<global::ComfyTyped.Types.Image>> Images => GetList<global::ComfyTyped.Input<global::ComfyTyped.Types.Image>>(0);

    /// <summary>The output of slot 0: <c>IMAGE</c>.</summary>
    public global::ComfyTyped.Output<global::ComfyTyped.Types.Image> Image => new(this, 0);
}
