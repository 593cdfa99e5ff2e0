/// <summary>The node Preview Image (<c>PreviewImage</c>), of the category <c>image</c>.</summary>
[global::System.CodeDom.Compiler.GeneratedCode("ComfyTyped", "0.1")]
public sealed partial class PreviewImage : global::ComfyTyped.OutputNode<global::ComfyTyped.ImageOutput>
{
    private static readonly global::ComfyTyped.CompilerServices.NodeSchema schema = new(
        "PreviewImage",
        new global::ComfyTyped.CompilerServices.InputSchema("images", nameof(Images), "IMAGE") { IsRequired = true })
        { IsKnown = true, IsOutput = true };

    /// <summary>Makes a node without inputs.</summary>
    public PreviewImage()
        : base(schema)
    {
    }

    /// <summary><c>images</c>: a link to <c>IMAGE</c>.</summary>
    public global::ComfyTyped.Input<global::ComfyTyped.Types.Image> Images
    {
        get => Get<global::ComfyTyped.Input<global::ComfyTyped.Types.Image>>(0);
        set => Set(0, value);
    }
}
