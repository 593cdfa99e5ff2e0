/// <summary>The node Load LoRA (<c>LoraLoader</c>), of the category <c>loaders</c>.</summary>
[global::System.CodeDom.Compiler.GeneratedCode("ComfyTyped", "0.1")]
public sealed partial class LoraLoader : global::ComfyTyped.ComfyNode
{
    private static readonly global::ComfyTyped.CompilerServices.NodeSchema schema = new(
        "LoraLoader",
        new global::ComfyTyped.CompilerServices.InputSchema("model", nameof(Model), "MODEL") { IsRequired = true },
        new global::ComfyTyped.CompilerServices.InputSchema("clip", nameof(Clip), "CLIP") { IsRequired = true },
        new global::ComfyTyped.CompilerServices.InputSchema("lora_name", nameof(LoraName), "COMBO") { IsRequired = true },
        new global::ComfyTyped.CompilerServices.InputSchema("strength_model", nameof(StrengthModel), "FLOAT") { IsRequired = true, Min = "-100.0", Max = "100.0" },
        new global::ComfyTyped.CompilerServices.InputSchema("strength_clip", nameof(StrengthClip), "FLOAT") { IsRequired = true, Min = "-100.0", Max = "100.0" })
        { IsKnown = true, Outputs = new[] { "MODEL", "CLIP" } };

    /// <summary>Makes a node without inputs.</summary>
    public LoraLoader()
        : base(schema)
    {
    }

    /// <summary><c>model</c>: a link to <c>MODEL</c>. Reading it gives the node's own <c>MODEL</c> output, slot 0.</summary>
    public global::ComfyTyped.InOut<global::ComfyTyped.Types.Model> Model
    {
        get => GetInOut<global::ComfyTyped.Types.Model>(0, 0);
        set => Set(0, value);
    }

    /// <summary><c>clip</c>: a link to <c>CLIP</c>. Reading it gives the node's own <c>CLIP</c> output, slot 1.</summary>
    public global::ComfyTyped.InOut<global::ComfyTyped.Types.Clip> Clip
    {
        get => GetInOut<global::ComfyTyped.Types.Clip>(1, 1);
        set => Set(1, value);
    }

    /// <summary><c>lora_name</c>: the name of a file on the server.</summary>
    public global::ComfyTyped.FileInput LoraName
    {
        get => Get<global::ComfyTyped.FileInput>(2);
        set => Set(2, value);
    }

    /// <summary><c>strength_model</c>: <c>FLOAT</c>.</summary>
    /// <remarks>Range: -100.0 to 100.0. Step: 0.01. Default: <c>1.0</c>.</remarks>
    [global::ComfyTyped.CompilerServices.InputRange("LoraLoader.strength_model", "-100.0", "100.0")]
    public global::ComfyTyped.FloatInput StrengthModel
    {
        get => Get<global::ComfyTyped.FloatInput>(3);
        set => Set(3, value);
    }

    /// <summary><c>strength_clip</c>: <c>FLOAT</c>.</summary>
    /// <remarks>Range: -100.0 to 100.0. Step: 0.01. Default: <c>1.0</c>.</remarks>
    [global::ComfyTyped.CompilerServices.InputRange("LoraLoader.strength_clip", "-100.0", "100.0")]
    public global::ComfyTyped.FloatInput StrengthClip
    {
        get => Get<global::ComfyTyped.FloatInput>(4);
        set => Set(4, value);
    }
}
