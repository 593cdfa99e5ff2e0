/// <summary>The known options of <c>scheduler</c>. A server may have others: any string can be assigned to the input.</summary>
/// <param name="Value">The option as the server knows it.</param>
[global::System.CodeDom.Compiler.GeneratedCode("ComfyTyped", "0.1")]
public readonly partial record struct Scheduler(string Value) : global::ComfyTyped.CompilerServices.IComfyChoice<Scheduler>
{
    /// <summary>Gets the option <c>simple</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("simple")]
    public static Scheduler Simple => new("simple");

    /// <summary>Gets the option <c>sgm_uniform</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("sgm_uniform")]
    public static Scheduler SgmUniform => new("sgm_uniform");

    /// <summary>Gets the option <c>karras</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("karras")]
    public static Scheduler Karras => new("karras");

    /// <summary>Gets the option <c>exponential</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("exponential")]
    public static Scheduler Exponential => new("exponential");

    /// <summary>Gets the option <c>ddim_uniform</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("ddim_uniform")]
    public static Scheduler DdimUniform => new("ddim_uniform");

    /// <summary>Gets the option <c>beta</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("beta")]
    public static Scheduler Beta => new("beta");

    /// <summary>Gets the option <c>normal</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("normal")]
    public static Scheduler Normal => new("normal");

    /// <summary>Gets the option <c>linear_quadratic</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("linear_quadratic")]
    public static Scheduler LinearQuadratic => new("linear_quadratic");

    /// <summary>Gets the option <c>kl_optimal</c>.</summary>
    [global::ComfyTyped.CompilerServices.ChoiceOption("kl_optimal")]
    public static Scheduler KlOptimal => new("kl_optimal");

    /// <summary>Gets all known options, in the order of the catalog.</summary>
    public static global::System.Collections.Generic.IReadOnlyList<string> Options { get; } =
        new[] { "simple", "sgm_uniform", "karras", "exponential", "ddim_uniform", "beta", "normal", "linear_quadratic", "kl_optimal" };

    static Scheduler global::ComfyTyped.CompilerServices.IComfyChoice<Scheduler>.From(string value) => new(value);

    /// <summary>Gives the option as the server knows it.</summary>
    /// <returns>The option.</returns>
    public override string ToString() => Value;
}
