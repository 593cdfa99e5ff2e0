using System.Globalization;
using System.Text.Json;
using ComfyTyped.Primitives;

namespace ComfyTyped.Wire;

/// <summary>How far a node is, as it comes inside of a guide's <c>executing</c>, or in a <c>progress</c>.</summary>
/// <param name="Value">What is done.</param>
/// <param name="Max">What there is to do; more than 0.</param>
internal readonly record struct GuideProgress(double Value, double Max)
{
    private const double Percent = 100;

    /// <summary>
    /// Reads <c>{"value":3,"max":20}</c>, there or in the member <c>progress</c>; or the number of that name, a fraction up to 1 and a percentage above; or
    /// the member <c>percent</c>.
    /// </summary>
    /// <returns>Null when there is none, or nothing that makes sense.</returns>
    public static GuideProgress? Read(JsonElement data)
    {
        JsonElement progress = data.Member("progress");
        return Steps(data) ?? Steps(progress)
            ?? (Number(progress) is { } number ? Of(number, number > 1 ? Percent : 1) : null)
            ?? (Number(data.Member("percent")) is { } percent ? Of(percent, Percent) : null);
    }

    public void WriteTo(Utf8JsonWriter writer, string nodeId)
    {
        writer.WriteNumber("value"u8, Value);
        writer.WriteNumber("max"u8, Max);
        writer.WriteString("node"u8, nodeId);
    }

    private static GuideProgress? Steps(JsonElement data) =>
        Number(data.Member("value")) is { } value && Number(data.Member("max")) is { } max ? Of(value, max) : null;

    private static GuideProgress? Of(double value, double max) => max > 0 && value >= 0 ? new GuideProgress(Math.Min(value, max), max) : null;

    /// <summary>A number, also as text: <c>"45%"</c>.</summary>
    private static double? Number(JsonElement number) =>
        number.ValueKind is JsonValueKind.Number or JsonValueKind.String
        && double.TryParse(number.AsText()!.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
        && double.IsFinite(value)
            ? value
            : null;
}
