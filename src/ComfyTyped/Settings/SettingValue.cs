using System.Globalization;
using System.Text;
using System.Text.Json;
using ComfyTyped.CompilerServices;
using ComfyTyped.Protocol;

namespace ComfyTyped.Settings;

/// <summary>Makes what an input holds of a JSON value, strictly: a text is no number. Bounds and options are the business of the rules.</summary>
internal static class SettingValue
{
    /// <summary>The value; nothing when it is of another type than the input.</summary>
    public static InputValue Of(SettableInput input, JsonElement value) => input.Kind switch
    {
        _ when input.Schema.IsSeed && SeedOf(value) is { IsSet: true } seed => seed,
        SettingKind.Integer => value.ValueKind == JsonValueKind.Number ? Integer(value.GetRawText()) : default,
        SettingKind.Number => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && double.IsFinite(number) ? Token(value) : default,
        SettingKind.Flag => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? InputValue.FromBoolean(value.GetBoolean()) : default,
        SettingKind.Text or SettingKind.Choice or SettingKind.File or SettingKind.Case => TextOf(value) is { } text ? InputValue.FromString(text) : default,
        SettingKind.Choices => TextsOf(value) is { } texts ? InputValue.FromStrings(texts) : default,
        _ => value.IsNull() ? default : Token(value),
    };

    /// <summary>A value of a configuration, where everything is text: what JSON would have in its place.</summary>
    public static JsonElement FromText(SettableInput input, JsonElement value)
    {
        if (input.Kind == SettingKind.Choices && value.ValueKind == JsonValueKind.Object)
            return ListOf(value);
        bool isText = input.Kind is SettingKind.Text or SettingKind.Choice or SettingKind.File or SettingKind.Case;
        if (isText || TextOf(value)?.Trim() is not { Length: > 0 } text || !(char.IsAsciiDigit(text[0]) || text[0] == '-' || bool.TryParse(text, out _)))
            return value;
        try
        {
            using var json = JsonDocument.Parse(text.ToLowerInvariant());
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            return value;
        }
    }

    /// <summary>Whether two values are the same one, however they are written: 8 and 8.0, but not 1 and true.</summary>
    public static bool AreSame(InputValue left, InputValue right)
    {
        if (left.IsLink || right.IsLink)
            return false;
        if (left.SeedWord is not null || right.SeedWord is not null)
            return left.SeedWord == right.SeedWord;
        if (left.AsString() is { } text)
            return right.AsString() == text;
        if (left.AsBoolean() is { } flag)
            return right.AsBoolean() == flag;
        if (left.AsInteger() is { } integer && right.AsInteger() is { } other)
            return integer == other;
        if (left.AsDouble() is { } number)
            return right.AsDouble() is { } real && number.Equals(real);
        if (left.AsStrings() is { } texts)
            return right.AsStrings() is { } others && texts.SequenceEqual(others);
        return left.Token is { } token && right.Token is { } same && token.Utf8.SequenceEqual(same.Utf8);
    }

    /// <summary>The JSON as it stands; an array as the list that it means.</summary>
    public static InputValue Token(JsonElement value) =>
        InputValue.FromToken(new InputToken("", Encoding.UTF8.GetBytes(
            value.ValueKind == JsonValueKind.Array ? $$"""{"__value__":{{value.GetRawText()}}}""" : value.GetRawText())));

    private static InputValue SeedOf(JsonElement value) => TextOf(value) switch
    {
        "random" => Seed.Random.Value,
        "increment" => Seed.Increment.Value,
        _ => default,
    };

    private static string? TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.AsText() : null;

    private static string[]? TextsOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return null;
        string[] texts = [.. value.EnumerateArray().Select(TextOf).OfType<string>()];
        return texts.Length == value.GetArrayLength() ? texts : null;
    }

    // JSON has no integers: 20.0 and 2e1 are 20 as well.
    private static InputValue Integer(string token)
    {
        if (!Int128.TryParse(token, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 integer))
        {
            if (!decimal.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
                || decimal.Truncate(number) != number
                || (number == 0 && token.AsSpan(0, token.AsSpan().IndexOfAny('e', 'E') is >= 0 and int end ? end : token.Length).ContainsAnyInRange('1', '9')))
            {
                return default;
            }
            integer = (Int128)number;
        }
        return integer > ulong.MaxValue || integer < long.MinValue ? default
            : integer < 0 ? InputValue.FromInteger((long)integer)
            : InputValue.FromInteger((ulong)integer);
    }

    private static JsonElement ListOf(JsonElement items)
    {
        using var json = JsonDocument.Parse($"[{string.Join(",", items.EnumerateObject().Select(item => item.Value.GetRawText()))}]");
        return json.RootElement.Clone();
    }
}
