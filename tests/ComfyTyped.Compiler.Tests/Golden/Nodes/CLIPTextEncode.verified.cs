/// <summary>The node CLIP Text Encode (Prompt) (<c>CLIPTextEncode</c>), of the category <c>conditioning</c>.</summary>
[global::System.CodeDom.Compiler.GeneratedCode("ComfyTyped", "0.1")]
public sealed partial class CLIPTextEncode : global::ComfyTyped.ComfyNode
{
    private static readonly global::ComfyTyped.CompilerServices.NodeSchema schema = new(
        "CLIPTextEncode",
        new global::ComfyTyped.CompilerServices.InputSchema("text", nameof(Text), "STRING") { IsRequired = true },
        new global::ComfyTyped.CompilerServices.InputSchema("clip", nameof(Clip), "CLIP") { IsRequired = true })
        { IsKnown = true, Outputs = new[] { "CONDITIONING" } };

    /// <summary>Makes a node without inputs.</summary>
    public CLIPTextEncode()
        : base(schema)
    {
    }

    /// <summary><c>text</c>: <c>STRING</c>.</summary>
    public global::ComfyTyped.StringInput Text
    {
        get => Get<global::ComfyTyped.StringInput>(0);
        set => Set(0, value);
    }

    /// <summary><c>clip</c>: a link to <c>CLIP</c>.</summary>
    public global::ComfyTyped.Input<global::ComfyTyped.Types.Clip> Clip
    {
        get => Get<global::ComfyTyped.Input<global::ComfyTyped.Types.Clip>>(1);
        set => Set(1, value);
    }

    /// <summary>The output of slot 0: <c>CONDITIONING</c>.</summary>
    public global::ComfyTyped.Output<global::ComfyTyped.Types.Conditioning> Conditioning => new(this, 0);
}
