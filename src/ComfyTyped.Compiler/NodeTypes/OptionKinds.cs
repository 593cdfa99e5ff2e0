using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.NodeTypes;

/// <summary>Which input takes the options of a list that are not all texts.</summary>
internal static class OptionKinds
{
    /// <summary>The name of the runtime's input.</summary>
    /// <param name="options">The options as JSON tokens; at least one.</param>
    public static string InputOf(EquatableArray<string> options) =>
        options.All(option => option is "true" or "false") ? "BoolInput"
        : options.All(IsInteger) ? "IntInput"
        : options.All(IsNumber) ? "FloatInput"
        : "AnyInput";

    private static bool IsInteger(string option) => IsNumber(option) && option.IndexOfAny(['.', 'e', 'E']) < 0;

    private static bool IsNumber(string option) => option[0] is '-' or (>= '0' and <= '9');
}
