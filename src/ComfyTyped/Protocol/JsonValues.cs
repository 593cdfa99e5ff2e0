using System.Text.Json;

namespace ComfyTyped.Protocol;

/// <summary>Numbers, flags and times of an answer, whichever way Python wrote them; null when a value is of another kind.</summary>
internal static class JsonValues
{
    public static long? AsInteger(this JsonElement number) =>
        number.ValueKind != JsonValueKind.Number ? null
        : number.TryGetInt64(out long value) ? value
        : number.TryGetDouble(out double real) && real is > -9.2e18 and < 9.2e18 ? (long)real
        : null;

    public static double? AsDouble(this JsonElement number) =>
        number.ValueKind == JsonValueKind.Number && number.TryGetDouble(out double value) ? value : null;

    public static bool IsTrue(this JsonElement flag) => flag.ValueKind == JsonValueKind.True;

    /// <summary>Reads milliseconds since 1970.</summary>
    public static DateTimeOffset? AsTimestamp(this JsonElement milliseconds) =>
        milliseconds.AsInteger() is { } value and > 0 and < 253_402_300_799_000 ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;

    public static IReadOnlyList<string> AsTexts(this JsonElement list) => [.. list.Items().Select(item => item.AsText()).OfType<string>()];
}
