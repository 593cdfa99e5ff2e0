/// <summary>The node Load Image (<c>LoadImage</c>), of the category <c>image</c>.</summary>
[global::System.CodeDom.Compiler.GeneratedCode("ComfyTyped", "0.1")]
public sealed partial class LoadImage : global::ComfyTyped.ComfyNode
{
    private static readonly global::ComfyTyped.CompilerServices.NodeSchema schema = new(
        "LoadImage",
        new global::ComfyTyped.CompilerServices.InputSchema("image", nameof(Image), "COMBO") { IsRequired = true })
        { IsKnown = true, Outputs = new[] { "IMAGE", "MASK" } };

    /// <summary>Makes a node without inputs.</summary>
    public LoadImage()
        : base(schema)
    {
    }

    /// <summary><c>image</c>: the name of a file on the server.</summary>
    public global::ComfyTyped.FileInput Image
    {
        get => Get<global::ComfyTyped.FileInput>(0);
        set => Set(0, value);
    }

    /// <summary>The output of slot 0: <c>IMAGE</c>.</summary>
    public global::ComfyTyped.Output<global::ComfyTyped.Types.Image> ImageOutput => new(this, 0);

    /// <summary>The output of slot 1: <c>MASK</c>.</summary>
    public global::ComfyTyped.Output<global::ComfyTyped.Types.Mask> Mask => new(this, 1);
}
