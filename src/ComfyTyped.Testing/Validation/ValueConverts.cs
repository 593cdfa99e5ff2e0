using System.Globalization;
using System.Numerics;
using System.Text.Json;
using ComfyTyped.Testing.Python;

namespace ComfyTyped.Testing.Validation;

/// <summary>A literal becomes the declared type, as Python's <c>int()</c>, <c>float()</c>, <c>str()</c> and <c>bool()</c> make it.</summary>
/// <remarks>The converted value replaces the one in the prompt, so the history shows it. A value that has the type keeps its token.</remarks>
internal sealed class ValueConverts : InputRule
{
    /// <summary>JSON has no infinity; these become infinite when they are read. A <c>"nan"</c>, which Python takes, has no such stand-in and is refused.</summary>
    private const string AboveAll = "1e400";

    private const string BelowAll = "-1e400";

    public override ValidationError? Check(InputUnderTest input)
    {
        if (input.Value.ValueKind == JsonValueKind.Object && input.Value.TryGetProperty("__value__", out JsonElement wrapped))
            input.Value = wrapped;
        try
        {
            input.Value = Convert(input.Spec.Type, input.Value);
            return null;
        }
        catch (PythonException problem)
        {
            var extraInfo = ValidationError.About(input);
            extraInfo["exception_message"] = problem.Message;
            return new ValidationError(
                "invalid_input_type",
                $"Failed to convert an input value to a {input.Spec.Type} value",
                $"{input.Spec.Name}, {PythonText.Str(input.Value)}, {problem.Message}",
                extraInfo);
        }
    }

    private static JsonElement Convert(string? type, JsonElement value) => type switch
    {
        "INT" => ToInt(value),
        "FLOAT" => ToFloat(value),
        "STRING" => value.ValueKind == JsonValueKind.String ? value : JsonSerializer.SerializeToElement(PythonText.Str(value)),
        "BOOLEAN" => JsonSerializer.SerializeToElement(PythonValue.IsTrue(value)),
        _ => value,
    };

    private static JsonElement ToInt(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Number when PythonValue.IsIntegerToken(value):
                return value;
            case JsonValueKind.Number:
                return double.IsFinite(value.GetDouble())
                    ? Token(PythonValue.ToInteger(value).ToString(CultureInfo.InvariantCulture))
                    : throw new PythonException("OverflowError", "cannot convert float infinity to integer");
            case JsonValueKind.True or JsonValueKind.False:
                return Token(value.ValueKind == JsonValueKind.True ? "1" : "0");
            case JsonValueKind.String:
                string text = value.GetString()!;
                return BigInteger.TryParse(PythonText.Number(text), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger number)
                    ? Token(number.ToString(CultureInfo.InvariantCulture))
                    : throw new PythonException("ValueError", $"invalid literal for int() with base 10: {PythonText.Quote(text)}");
            default:
                string type = PythonValue.TypeName(value);
                throw new PythonException(
                    "TypeError", $"int() argument must be a string, a bytes-like object or a real number, not '{type}'");
        }
    }

    private static JsonElement ToFloat(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Number when PythonValue.IsIntegerToken(value):
                return Token(PythonText.Repr(value.GetDouble()));
            case JsonValueKind.Number:
                return value;
            case JsonValueKind.True or JsonValueKind.False:
                return Token(value.ValueKind == JsonValueKind.True ? "1.0" : "0.0");
            case JsonValueKind.String:
                string text = value.GetString()!;
                return double.TryParse(PythonText.Number(text), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && !double.IsNaN(number)
                    ? Token(double.IsFinite(number) ? PythonText.Repr(number) : number > 0 ? AboveAll : BelowAll)
                    : throw new PythonException("ValueError", $"could not convert string to float: {PythonText.Quote(text)}");
            default:
                string type = PythonValue.TypeName(value);
                throw new PythonException("TypeError", $"float() argument must be a string or a real number, not '{type}'");
        }
    }

    private static JsonElement Token(string number)
    {
        using var document = JsonDocument.Parse(number);
        return document.RootElement.Clone();
    }
}
