/// <summary>The known options of <c>ckpt_name</c>. A server may have others: any string can be assigned to the input.</summary>
/// <param name="Value">The option as the server knows it.</param>
[global::System.CodeDom.Compiler.GeneratedCode("ComfyTyped", "0.1")]
public readonly partial record struct CkptFile(string Value) : global::ComfyTyped.CompilerServices.IComfyChoice<CkptFile>
{
    /// <summary>Gets the option <c>SDXL/my_secret-v1.0.safetensors</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("SDXL/my_secret-v1.0.safetensors")]
    public static CkptFile SdxlMySecretV1_0 => new("SDXL/my_secret-v1.0.safetensors");

    /// <summary>Gets the option <c>sd15.ckpt</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("sd15.ckpt")]
    public static CkptFile Sd15Ckpt => new("sd15.ckpt");

    /// <summary>Gets the option <c>sd15.safetensors</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("sd15.safetensors")]
    public static CkptFile Sd15Safetensors => new("sd15.safetensors");

    /// <summary>Gets all known options, in the order of the catalog.</summary>
    public static global::System.Collections.Generic.IReadOnlyList<string> Options { get; } =
        new[] { "SDXL/my_secret-v1.0.safetensors", "sd15.ckpt", "sd15.safetensors" };

    static CkptFile global::ComfyTyped.CompilerServices.IComfyChoice<CkptFile>.From(string value) => new(value);

    /// <summary>Gives the option as the server knows it.</summary>
    /// <returns>The option.</returns>
    public override string ToString() => Value;
}
