/// <summary>The node <c>Compose</c>.</summary>
[global::System.CodeDom.Compiler.GeneratedCode("ComfyTyped", "0.1")]
public sealed partial class Compose : global::ComfyTyped.ComfyNode
{
    private static readonly global::ComfyTyped.CompilerServices.NodeSchema schema = new(
        "Compose",
        new global::ComfyTyped.CompilerServices.InputSchema("image", nameof(Image), "IMAGE") { IsRequired = true },
        new global::ComfyTyped.CompilerServices.InputSchema("mode", nameof(Mode), "COMBO") { IsRequired = true, Cases = global::MyApp.Workflows.ComposeMode.Cases },
        new global::ComfyTyped.CompilerServices.InputSchema("characters", nameof(Characters), "IMAGE") { Growth = new global::ComfyTyped.CompilerServices.GrowthSchema(1, "hero", "villain", "*/ class \"", "get") },
        new global::ComfyTyped.CompilerServices.InputSchema("strength", nameof(Strength), "FLOAT") { Min = "0", Max = "1" })
        { IsKnown = true, Outputs = new[] { "IMAGE" } };

    /// <summary>Makes a node without inputs.</summary>
    public Compose()
        : base(schema)
    {
    }

    /// <summary><c>image</c>: a link to <c>IMAGE</c>. Reading it gives the node's own <c>IMAGE</c> output, slot 0.</summary>
    public global::ComfyTyped.InOut<global::ComfyTyped.Types.Image> Image
    {
        get => GetInOut<global::ComfyTyped.Types.Image>(0, 0);
        set => Set(0, value);
    }

    /// <summary><c>mode</c>: one of a list of options, each with inputs of its own.</summary>
    /// <remarks>Options: <c>"fast"</c>, <c>"thorough"</c>, <c>"thorough "</c>.</remarks>
    public global::MyApp.Workflows.ComposeMode Mode
    {
        get => new(GetScope(1));
        set => SetScope(1, value);
    }

    /// <summary><c>characters</c>: up to 4, each a link to <c>IMAGE</c>.</summary>
    /// <remarks>Members: <c>hero</c>, <c>villain</c>, <c>*/ class "</c>, <c>get</c>. ComfyUI 0.10 and later require the first 1.</remarks>
    public global::ComfyTyped.InputList<global::ComfyTyped.Input<global::ComfyTyped.Types.Image>> Characters => GetList<global::ComfyTyped.Input<global::ComfyTyped.Types.Image>>(2);

    /// <summary><c>strength</c>: <c>FLOAT</c>, optional.</summary>
    /// <remarks>Range: 0 to 1. Default: <c>0.5</c>.</remarks>
    [global::ComfyTyped.CompilerServices.InputRange("Compose.strength", "0", "1")]
    public global::ComfyTyped.FloatInput Strength
    {
        get => Get<global::ComfyTyped.FloatInput>(3);
        set => Set(3, value);
    }
}
