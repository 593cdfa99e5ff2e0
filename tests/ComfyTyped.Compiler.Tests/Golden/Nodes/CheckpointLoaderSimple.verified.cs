/// <summary>The node Load Checkpoint (<c>CheckpointLoaderSimple</c>), of the category <c>loaders</c>.</summary>
[global::System.CodeDom.Compiler.GeneratedCode("ComfyTyped", "0.1")]
public sealed partial class CheckpointLoaderSimple : global::ComfyTyped.ComfyNode
{
    private static readonly global::ComfyTyped.CompilerServices.NodeSchema schema = new(
        "CheckpointLoaderSimple",
        new global::ComfyTyped.CompilerServices.InputSchema("ckpt_name", nameof(CkptName), "COMBO") { IsRequired = true })
        { IsKnown = true, Outputs = new[] { "MODEL", "CLIP", "VAE" } };

    /// <summary>Makes a node without inputs.</summary>
    public CheckpointLoaderSimple()
        : base(schema)
    {
    }

    /// <summary><c>ckpt_name</c>: the name of a file on the server.</summary>
    public global::ComfyTyped.FileInput CkptName
    {
        get => Get<global::ComfyTyped.FileInput>(0);
        set => Set(0, value);
    }

    /// <summary>The output of slot 0: <c>MODEL</c>.</summary>
    public global::ComfyTyped.Output<global::ComfyTyped.Types.Model> Model => new(this, 0);

    /// <summary>The output of slot 1: <c>CLIP</c>.</summary>
    public global::ComfyTyped.Output<global::ComfyTyped.Types.Clip> Clip => new(this, 1);

    /// <summary>The output of slot 2: <c>VAE</c>.</summary>
    public global::ComfyTyped.Output<global::ComfyTyped.Types.Vae> Vae => new(this, 2);
}
