using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace ComfyTyped.Testing.Python;

/// <summary>How Python sees a JSON value: unbounded integers, floats, truth.</summary>
internal static class PythonValue
{
    /// <summary>Whether Python's JSON reader makes an <c>int</c> of the number.</summary>
    public static bool IsIntegerToken(JsonElement number) => number.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') < 0;

    /// <summary><c>int(number)</c>: exact for integers, cut towards zero for floats.</summary>
    public static BigInteger ToInteger(JsonElement number) => IsIntegerToken(number)
        ? BigInteger.Parse(number.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
        : new BigInteger(number.GetDouble());

    public static bool IsTrue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.Number => value.GetDouble() != 0,
        JsonValueKind.String => value.GetString()!.Length > 0,
        JsonValueKind.Array => value.GetArrayLength() > 0,
        JsonValueKind.Object => value.EnumerateObject().Any(),
        _ => false,
    };

    /// <summary>Compares as Python does: integers exactly, anything else as floats.</summary>
    /// <exception cref="PythonException">One of them is no number.</exception>
    public static int Compare(JsonElement left, JsonElement right, string operation)
    {
        JsonElement[] both = [left, right];
        if (both.Any(value => value.ValueKind is not (JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)))
        {
            throw new PythonException(
                "TypeError", $"'{operation}' not supported between instances of '{TypeName(left)}' and '{TypeName(right)}'");
        }

        return both.All(value => value.ValueKind == JsonValueKind.Number && IsIntegerToken(value))
            ? ToInteger(left).CompareTo(ToInteger(right))
            : ToDouble(left).CompareTo(ToDouble(right));
    }

    public static string TypeName(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => "NoneType",
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.String => "str",
        JsonValueKind.Array => "list",
        JsonValueKind.Object => "dict",
        _ => IsIntegerToken(value) ? "int" : "float",
    };

    private static double ToDouble(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number ? value.GetDouble() : value.ValueKind == JsonValueKind.True ? 1 : 0;
}
