/// <summary>The node Upscale Image (<c>ImageScale</c>), of the category <c>image/upscaling</c>.</summary>
[global::System.CodeDom.Compiler.GeneratedCode("ComfyTyped", "0.1")]
public sealed partial class ImageScale : global::ComfyTyped.ComfyNode
{
    private static readonly global::ComfyTyped.CompilerServices.NodeSchema schema = new(
        "ImageScale",
        new global::ComfyTyped.CompilerServices.InputSchema("image", nameof(Image), "IMAGE") { IsRequired = true },
        new global::ComfyTyped.CompilerServices.InputSchema("upscale_method", nameof(UpscaleMethod), "COMBO") { IsRequired = true, Options = global::MyApp.Workflows.ImageScaleUpscaleMethod.Options },
        new global::ComfyTyped.CompilerServices.InputSchema("width", nameof(Width), "INT") { IsRequired = true, Min = "0", Max = "16384" },
        new global::ComfyTyped.CompilerServices.InputSchema("height", nameof(Height), "INT") { IsRequired = true, Min = "0", Max = "16384" },
        new global::ComfyTyped.CompilerServices.InputSchema("crop", nameof(Crop), "COMBO") { IsRequired = true, Options = global::MyApp.Workflows.Crop.Options })
        { IsKnown = true, Outputs = new[] { "IMAGE" } };

    /// <summary>Makes a node without inputs.</summary>
    public ImageScale()
        : base(schema)
    {
    }

    /// <summary><c>image</c>: a link to <c>IMAGE</c>. Reading it gives the node's own <c>IMAGE</c> output, slot 0.</summary>
    public global::ComfyTyped.InOut<global::ComfyTyped.Types.Image> Image
    {
        get => GetInOut<global::ComfyTyped.Types.Image>(0, 0);
        set => Set(0, value);
    }

    /// <summary><c>upscale_method</c>: one of a list of options.</summary>
    /// <remarks>Options: <c>"nearest-exact"</c>, <c>"bilinear"</c>, <c>"area"</c>, <c>"bicubic"</c>, <c>"lanczos"</c>.</remarks>
    public global::ComfyTyped.ChoiceInput<global::MyApp.Workflows.ImageScaleUpscaleMethod> UpscaleMethod
    {
        get => Get<global::ComfyTyped.ChoiceInput<global::MyApp.Workflows.ImageScaleUpscaleMethod>>(1);
        set => Set(1, value);
    }

    /// <summary><c>width</c>: <c>INT</c>.</summary>
    /// <remarks>Range: 0 to 16384. Step: 1. Default: <c>512</c>.</remarks>
    [global::ComfyTyped.CompilerServices.InputRange("ImageScale.width", "0", "16384")]
    public global::ComfyTyped.IntInput Width
    {
        get => Get<global::ComfyTyped.IntInput>(2);
        set => Set(2, value);
    }

    /// <summary><c>height</c>: <c>INT</c>.</summary>
    /// <remarks>Range: 0 to 16384. Step: 1. Default: <c>512</c>.</remarks>
    [global::ComfyTyped.CompilerServices.InputRange("ImageScale.height", "0", "16384")]
    public global::ComfyTyped.IntInput Height
    {
        get => Get<global::ComfyTyped.IntInput>(3);
        set => Set(3, value);
    }

    /// <summary><c>crop</c>: one of a list of options.</summary>
    /// <remarks>Options: <c>"disabled"</c>, <c>"center"</c>.</remarks>
    public global::ComfyTyped.ChoiceInput<global::MyApp.Workflows.Crop> Crop
    {
        get => Get<global::ComfyTyped.ChoiceInput<global::MyApp.Workflows.Crop>>(4);
        set => Set(4, value);
    }
}
