/// <summary>The known options of <c>crop</c>. A server may have others: any string can be assigned to the input.</summary>
/// <param name="Value">The option as the server knows it.</param>
[global::System.CodeDom.Compiler.GeneratedCode("ComfyTyped", "0.1")]
public readonly partial record struct Crop(string Value) : global::ComfyTyped.CompilerServices.IComfyChoice<Crop>
{
    /// <summary>Gets the option <c>disabled</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("disabled")]
    public static Crop Disabled => new("disabled");

    /// <summary>Gets the option <c>center</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("center")]
    public static Crop Center => new("center");

    /// <summary>Gets all known options, in the order of the catalog.</summary>
    public static global::System.Collections.Generic.IReadOnlyList<string> Options { get; } =
        new[] { "disabled", "center" };

    static Crop global::ComfyTyped.CompilerServices.IComfyChoice<Crop>.From(string value) => new(value);

    /// <summary>Gives the option as the server knows it.</summary>
    /// <returns>The option.</returns>
    public override string ToString() => Value;
}
