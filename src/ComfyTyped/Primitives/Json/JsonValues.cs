using System.Text.Json;

namespace ComfyTyped.Primitives;

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

    /// <summary>Reads milliseconds since 1970, or the seconds of Comfy Cloud: as milliseconds those would all lie in 1970.</summary>
    public static DateTimeOffset? AsTimestamp(this JsonElement time) => time.AsInteger() switch
    {
        > 0 and < 30_000_000_000 and { } seconds => DateTimeOffset.FromUnixTimeSeconds(seconds),
        > 0 and < 253_402_300_799_000 and { } milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds),
        _ => null,
    };

    public static IReadOnlyList<string> AsTexts(this JsonElement list) => [.. list.Items().Select(item => item.AsText()).OfType<string>()];

    /// <summary>Reads a list of names, or of objects that have one.</summary>
    public static IReadOnlyList<string> AsNames(this JsonElement list) =>
        [.. list.Items().Select(item => item.AsText() ?? item.Member("name").AsText()).OfType<string>()];
}
