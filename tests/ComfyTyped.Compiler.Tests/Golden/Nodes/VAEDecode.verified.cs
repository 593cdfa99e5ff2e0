/// <summary>The node VAE Decode (<c>VAEDecode</c>), of the category <c>latent</c>.</summary>
[global::System.CodeDom.Compiler.GeneratedCode("ComfyTyped", "0.1")]
public sealed partial class VAEDecode : global::ComfyTyped.ComfyNode
{
    private static readonly global::ComfyTyped.CompilerServices.NodeSchema schema = new(
        "VAEDecode",
        new global::ComfyTyped.CompilerServices.InputSchema("samples", nameof(Samples), "LATENT") { IsRequired = true },
        new global::ComfyTyped.CompilerServices.InputSchema("vae", nameof(Vae), "VAE") { IsRequired = true })
        { IsKnown = true, Outputs = new[] { "IMAGE" } };

    /// <summary>Makes a node without inputs.</summary>
    public VAEDecode()
        : base(schema)
    {
    }

    /// <summary><c>samples</c>: a link to <c>LATENT</c>.</summary>
    public global::ComfyTyped.Input<global::ComfyTyped.Types.Latent> Samples
    {
        get => Get<global::ComfyTyped.Input<global::ComfyTyped.Types.Latent>>(0);
        set => Set(0, value);
    }

    /// <summary><c>vae</c>: a link to <c>VAE</c>.</summary>
    public global::ComfyTyped.Input<global::ComfyTyped.Types.Vae> Vae
    {
        get => Get<global::ComfyTyped.Input<global::ComfyTyped.Types.Vae>>(1);
        set => Set(1, value);
    }

    /// <summary>The output of slot 0: <c>IMAGE</c>.</summary>
    public global::ComfyTyped.Output<global::ComfyTyped.Types.Image> Image => new(this, 0);
}
