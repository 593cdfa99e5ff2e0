/// <summary>The known options of <c>upscale_method</c>. A server may have others: any string can be assigned to the input.</summary>
/// <param name="Value">The option as the server knows it.</param>
[global::System.CodeDom.Compiler.GeneratedCode("ComfyTyped", "0.1")]
public readonly partial record struct ImageScaleUpscaleMethod(string Value) : global::ComfyTyped.CompilerServices.IComfyChoice<ImageScaleUpscaleMethod>
{
    /// <summary>Gets the option <c>nearest-exact</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("nearest-exact")]
    public static ImageScaleUpscaleMethod NearestExact => new("nearest-exact");

    /// <summary>Gets the option <c>bilinear</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("bilinear")]
    public static ImageScaleUpscaleMethod Bilinear => new("bilinear");

    /// <summary>Gets the option <c>area</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("area")]
    public static ImageScaleUpscaleMethod Area => new("area");

    /// <summary>Gets the option <c>bicubic</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("bicubic")]
    public static ImageScaleUpscaleMethod Bicubic => new("bicubic");

    /// <summary>Gets the option <c>lanczos</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("lanczos")]
    public static ImageScaleUpscaleMethod Lanczos => new("lanczos");

    /// <summary>Gets all known options, in the order of the catalog.</summary>
    public static global::System.Collections.Generic.IReadOnlyList<string> Options { get; } =
        new[] { "nearest-exact", "bilinear", "area", "bicubic", "lanczos" };

    static ImageScaleUpscaleMethod global::ComfyTyped.CompilerServices.IComfyChoice<ImageScaleUpscaleMethod>.From(string value) => new(value);

    /// <summary>Gives the option as the server knows it.</summary>
    /// <returns>The option.</returns>
    public override string ToString() => Value;
}
