using ComfyTyped.Core.Json;

namespace ComfyTyped.Core.Rules;

/// <summary>Compares values with the options of a choice, which a catalog gives as JSON tokens.</summary>
internal static class OptionToken
{
    /// <summary>What an option says, without quotes.</summary>
    public static string Text(string option) => option.StartsWith("\"", StringComparison.Ordinal) ? JsonText.Unescape(option.AsSpan()) : option;

    /// <summary>Whether a value is an option: strictly, so that <c>1</c> is not <c>"1"</c>; in Python <c>1</c> is <c>1.0</c> and <c>true</c>.</summary>
    public static bool Is(JsonNode literal, string option)
    {
        if (literal is JsonString text)
            return option.StartsWith("\"", StringComparison.Ordinal) && string.Equals(text.Unescape(), Text(option), StringComparison.Ordinal);
        return Number(literal) is { } value && Number(option) is { } number && PythonNumber.Compare(value, number) == 0;
    }

    private static string? Number(JsonNode literal) => literal switch
    {
        JsonBoolean boolean => boolean.Value ? "1" : "0",
        JsonNumber number when !PythonNumber.IsNotFinite(number) => number.Token.ToString(),
        _ => null,
    };

    private static string? Number(string option) => option switch
    {
        "true" => "1",
        "false" => "0",
        _ => PythonNumber.IsFloat(option) ? option : null,
    };
}
