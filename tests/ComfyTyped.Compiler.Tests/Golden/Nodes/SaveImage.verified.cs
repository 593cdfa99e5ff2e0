/// <summary>The node Save Image (<c>SaveImage</c>), of the category <c>image</c>.</summary>
[global::System.CodeDom.Compiler.GeneratedCode("ComfyTyped", "0.1")]
public sealed partial class SaveImage : global::ComfyTyped.OutputNode<global::ComfyTyped.ImageOutput>
{
    private static readonly global::ComfyTyped.CompilerServices.NodeSchema schema = new(
        "SaveImage",
        new global::ComfyTyped.CompilerServices.InputSchema("images", nameof(Images), "IMAGE") { IsRequired = true },
        new global::ComfyTyped.CompilerServices.InputSchema("filename_prefix", nameof(FilenamePrefix), "STRING") { IsRequired = true })
        { IsKnown = true, IsOutput = true };

    /// <summary>Makes a node without inputs.</summary>
    public SaveImage()
        : base(schema)
    {
    }

    /// <summary><c>images</c>: a link to <c>IMAGE</c>.</summary>
    public global::ComfyTyped.Input<global::ComfyTyped.Types.Image> Images
    {
        get => Get<global::ComfyTyped.Input<global::ComfyTyped.Types.Image>>(0);
        set => Set(0, value);
    }

    /// <summary><c>filename_prefix</c>: <c>STRING</c>.</summary>
    /// <remarks>Default: <c>"ComfyUI"</c>.</remarks>
    public global::ComfyTyped.StringInput FilenamePrefix
    {
        get => Get<global::ComfyTyped.StringInput>(1);
        set => Set(1, value);
    }
}
