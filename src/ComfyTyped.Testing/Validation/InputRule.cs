namespace ComfyTyped.Testing.Validation;

/// <summary>One thing that ComfyUI checks of an input. The first rule that fails is the one that is reported.</summary>
internal abstract class InputRule
{
    /// <summary>The error, or <c>null</c> when the input passes.</summary>
    public abstract ValidationError? Check(InputUnderTest input);
}
