using ComfyTyped.Testing.Python;

namespace ComfyTyped.Testing.Validation;

/// <summary>A literal is not below the declared <c>min</c> and not above the declared <c>max</c>.</summary>
internal sealed class ValueIsInRange : InputRule
{
    public override ValidationError? Check(InputUnderTest input)
    {
        if (input.Spec.Option("min") is { } min && PythonValue.Compare(input.Value, min, "<") < 0)
            return Error(input, "value_smaller_than_min", $"smaller than min of {PythonText.Str(min)}");
        if (input.Spec.Option("max") is { } max && PythonValue.Compare(input.Value, max, ">") > 0)
            return Error(input, "value_bigger_than_max", $"bigger than max of {PythonText.Str(max)}");
        return null;
    }

    private static ValidationError Error(InputUnderTest input, string type, string problem) =>
        new(type, $"Value {PythonText.Str(input.Value)} {problem}", input.Spec.Name, ValidationError.About(input));
}
