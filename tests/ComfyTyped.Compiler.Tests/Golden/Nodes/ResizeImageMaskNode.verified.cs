/// <summary>The node Resize Image/Mask (<c>ResizeImageMaskNode</c>), of the category <c>transform</c>.</summary>
[global::System.CodeDom.Compiler.GeneratedCode("ComfyTyped", "0.1")]
public sealed partial class ResizeImageMaskNode : global::ComfyTyped.ComfyNode
{
    private static readonly global::ComfyTyped.CompilerServices.NodeSchema schema = new(
        "ResizeImageMaskNode",
        new global::ComfyTyped.CompilerServices.InputSchema("input", nameof(Input)) { IsRequired = true },
        new global::ComfyTyped.CompilerServices.InputSchema("resize_type", nameof(ResizeType), "COMBO") { IsRequired = true, Cases = global::MyApp.Workflows.ResizeType.Cases },
        new global::ComfyTyped.CompilerServices.InputSchema("scale_method", nameof(ScaleMethod), "COMBO") { IsRequired = true, Options = global::MyApp.Workflows.ScaleMethod.Options })
        { IsKnown = true, Outputs = new[] { "*" } };

    /// <summary>Makes a node without inputs.</summary>
    public ResizeImageMaskNode()
        : base(schema)
    {
    }

    /// <summary><c>input</c>: a link to <c>IMAGE,MASK</c>.</summary>
    public global::MyApp.Workflows.Types.ImageOrMaskInput Input
    {
        get => Get<global::MyApp.Workflows.Types.ImageOrMaskInput>(0);
        set => Set(0, value);
    }

    /// <summary><c>resize_type</c>: one of a list of options, each with inputs of its own.</summary>
    /// <remarks>Options: <c>"scale by multiplier"</c>, <c>"scale dimensions"</c>, <c>"scale longer dimension"</c>, <c>"scale shorter dimension"</c>, <c>"scale width"</c>, <c>"scale height"</c>, <c>"scale total pixels"</c>, <c>"match size"</c>.</remarks>
    public global::MyApp.Workflows.ResizeType ResizeType
    {
        get => new(GetScope(1));
        set => SetScope(1, value);
    }

    /// <summary><c>scale_method</c>: one of a list of options.</summary>
    /// <remarks>Default: <c>"area"</c>. Options: <c>"nearest-exact"</c>, <c>"bilinear"</c>, <c>"area"</c>, <c>"bicubic"</c>, <c>"lanczos"</c>.</remarks>
    public global::ComfyTyped.ChoiceInput<global::MyApp.Workflows.ScaleMethod> ScaleMethod
    {
        get => Get<global::ComfyTyped.ChoiceInput<global::MyApp.Workflows.ScaleMethod>>(2);
        set => Set(2, value);
    }

    /// <summary>The output <c>resized</c> of slot 0: anything.</summary>
    public global::ComfyTyped.WildcardOutput Resized => new(this, 0);
}
