namespace ComfyTyped.Testing.Validation;

/// <summary>Every JSON array in a declared input is taken for a link, and a link is <c>[node_id, slot]</c>.</summary>
internal sealed class LinkHasTwoParts : InputRule
{
    private const string Problem = "Bad linked input, must be a length-2 list of [node_id, slot_index]";

    public override ValidationError? Check(InputUnderTest input) => input.Value.GetArrayLength() == 2
        ? null
        : new ValidationError("bad_linked_input", Problem, input.Spec.Name, ValidationError.About(input));
}
