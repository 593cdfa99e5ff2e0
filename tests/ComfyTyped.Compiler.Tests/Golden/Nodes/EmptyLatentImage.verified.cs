/// <summary>The node Empty Latent Image (<c>EmptyLatentImage</c>), of the category <c>latent</c>.</summary>
[global::System.CodeDom.Compiler.GeneratedCode("ComfyTyped", "0.1")]
public sealed partial class EmptyLatentImage : global::ComfyTyped.ComfyNode
{
    private static readonly global::ComfyTyped.CompilerServices.NodeSchema schema = new(
        "EmptyLatentImage",
        new global::ComfyTyped.CompilerServices.InputSchema("width", nameof(Width), "INT") { IsRequired = true, Min = "16", Max = "16384" },
        new global::ComfyTyped.CompilerServices.InputSchema("height", nameof(Height), "INT") { IsRequired = true, Min = "16", Max = "16384" },
        new global::ComfyTyped.CompilerServices.InputSchema("batch_size", nameof(BatchSize), "INT") { IsRequired = true, Min = "1", Max = "4096" })
        { IsKnown = true, Outputs = new[] { "LATENT" } };

    /// <summary>Makes a node without inputs.</summary>
    public EmptyLatentImage()
        : base(schema)
    {
    }

    /// <summary><c>width</c>: <c>INT</c>.</summary>
    /// <remarks>Range: 16 to 16384. Step: 8. Default: <c>512</c>.</remarks>
    [global::ComfyTyped.CompilerServices.InputRange("EmptyLatentImage.width", "16", "16384")]
    public global::ComfyTyped.IntInput Width
    {
        get => Get<global::ComfyTyped.IntInput>(0);
        set => Set(0, value);
    }

    /// <summary><c>height</c>: <c>INT</c>.</summary>
    /// <remarks>Range: 16 to 16384. Step: 8. Default: <c>512</c>.</remarks>
    [global::ComfyTyped.CompilerServices.InputRange("EmptyLatentImage.height", "16", "16384")]
    public global::ComfyTyped.IntInput Height
    {
        get => Get<global::ComfyTyped.IntInput>(1);
        set => Set(1, value);
    }

    /// <summary><c>batch_size</c>: <c>INT</c>.</summary>
    /// <remarks>Range: 1 to 4096. Default: <c>1</c>.</remarks>
    [global::ComfyTyped.CompilerServices.InputRange("EmptyLatentImage.batch_size", "1", "4096")]
    public global::ComfyTyped.IntInput BatchSize
    {
        get => Get<global::ComfyTyped.IntInput>(2);
        set => Set(2, value);
    }

    /// <summary>The output of slot 0: <c>LATENT</c>.</summary>
    public global::ComfyTyped.Output<global::ComfyTyped.Types.Latent> Latent => new(this, 0);
}
