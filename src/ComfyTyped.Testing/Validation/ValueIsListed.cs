using System.Text.Json;
using ComfyTyped.Testing.Python;

namespace ComfyTyped.Testing.Validation;

/// <summary>A combo's value is one of its options: equal in type and text.</summary>
internal sealed class ValueIsListed(ComfyVersion version) : InputRule
{
    /// <summary>ComfyUI does not send back longer lists.</summary>
    private const int LongestReportedList = 20;

    public override ValidationError? Check(InputUnderTest input)
    {
        if (!input.Spec.IsChoice || (input.Spec.Type is not null && !version.ChecksStringCombos))
            return null;
        IReadOnlyList<JsonElement> options = input.Spec.DeclaredChoices();
        // An empty list stands for files of a disk that is not there; any name will do.
        if (options.Count == 0 || options.Any(option => PythonValue.AreEqual(option, input.Value)))
            return null;
        var extraInfo = ValidationError.About(input);
        string list = $"[{string.Join(", ", options.Select(PythonText.Repr))}]";
        if (options.Count > LongestReportedList)
        {
            list = $"(list of length {options.Count})";
            extraInfo["input_config"] = null;
        }

        return new ValidationError(
            "value_not_in_list", "Value not in list", $"{input.Spec.Name}: '{PythonText.Str(input.Value)}' not in {list}", extraInfo);
    }
}
