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

    /// <summary>Compares as Python does: by value, without rounding an integer to a float.</summary>
    /// <exception cref="PythonException">One of them is no number.</exception>
    public static int Compare(JsonElement left, JsonElement right, string operation)
    {
        JsonElement[] both = [left, right];
        if (!both.All(IsNumber))
        {
            throw new PythonException(
                "TypeError", $"'{operation}' not supported between instances of '{TypeName(left)}' and '{TypeName(right)}'");
        }

        return (IsInteger(left), IsInteger(right)) switch
        {
            (true, true) => ToInteger(left).CompareTo(ToInteger(right)),
            (true, false) => Compare(ToInteger(left), ToDouble(right)),
            (false, true) => -Compare(ToInteger(right), ToDouble(left)),
            _ => ToDouble(left).CompareTo(ToDouble(right)),
        };
    }

    /// <summary><c>left == right</c>: <c>1</c> is <c>1.0</c> and <c>True</c>, no string is a number, and how a value is written does not matter.</summary>
    public static bool AreEqual(JsonElement left, JsonElement right) => Canonical(left) == Canonical(right);

    /// <summary>A text that equal values have in common, and only they: what Python's <c>hash()</c> is to <c>==</c>.</summary>
    public static string Canonical(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "1",
        JsonValueKind.False => "0",
        JsonValueKind.Number => Canonical(value.GetDouble(), value),
        JsonValueKind.String => JsonSerializer.Serialize(value.GetString()),
        JsonValueKind.Array => $"[{string.Join(',', value.EnumerateArray().Select(Canonical))}]",
        JsonValueKind.Object => $"{{{string.Join(',', Members(value).Select(member => $"{JsonSerializer.Serialize(member.Key)}:{Canonical(member.Value)}"))}}}",
        _ => "null",
    };

    public static string TypeName(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => "NoneType",
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.String => "str",
        JsonValueKind.Array => "list",
        JsonValueKind.Object => "dict",
        _ => IsIntegerToken(value) ? "int" : "float",
    };

    /// <summary>A whole number is written in full whatever its token, so that <c>1e2</c> is <c>100</c>.</summary>
    private static string Canonical(double rounded, JsonElement number) => IsIntegerToken(number) ? ToInteger(number).ToString(CultureInfo.InvariantCulture)
        : double.IsFinite(rounded) && rounded == Math.Floor(rounded) ? new BigInteger(rounded).ToString(CultureInfo.InvariantCulture)
        : rounded.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The members in one order; of a name that comes twice the last one, as Python's reader keeps it.</summary>
    private static SortedDictionary<string, JsonElement> Members(JsonElement value)
    {
        var members = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonProperty member in value.EnumerateObject())
            members[member.Name] = member.Value;
        return members;
    }

    private static int Compare(BigInteger integer, double number)
    {
        if (double.IsInfinity(number))
            return number > 0 ? -1 : 1;
        int order = integer.CompareTo(new BigInteger(Math.Floor(number)));
        return order != 0 || number == Math.Floor(number) ? order : -1;
    }

    private static bool IsInteger(JsonElement value) => value.ValueKind == JsonValueKind.Number && IsIntegerToken(value);

    private static bool IsNumber(JsonElement value) => value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False;

    private static double ToDouble(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number ? value.GetDouble() : value.ValueKind == JsonValueKind.True ? 1 : 0;
}
