using System.Globalization;
using System.Text.Json;
using ComfyTyped.CompilerServices;
using ComfyTyped.Primitives;

namespace ComfyTyped.Settings;

/// <summary>Makes what an input holds of a JSON value, strictly: a text is no number. Bounds and options are the business of the rules.</summary>
internal static class SettingValue
{
    /// <summary>The value; nothing when it is of another type than the input.</summary>
    public static InputValue Of(SettableInput input, JsonElement value) => input.Kind switch
    {
        _ when input.Schema.IsSeed && SeedOf(value) is { IsSet: true } seed => seed,
        SettingKind.Integer => value.ValueKind == JsonValueKind.Number ? Integer(value.GetRawText()) : default,
        SettingKind.Number => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && double.IsFinite(number) ? InputValue.FromJson(value) : default,
        SettingKind.Flag => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? InputValue.FromBoolean(value.GetBoolean()) : default,
        SettingKind.Text or SettingKind.Choice or SettingKind.File or SettingKind.Case => TextOf(value) is { } text ? InputValue.FromString(text) : default,
        SettingKind.Choices => TextsOf(value) is { } texts ? InputValue.FromStrings(texts) : default,
        SettingKind.TokenChoice => value.AsText() is not null ? InputValue.FromJson(value) : default,
        _ => value.IsNull() || InputJson.IsLink(value) ? default : Any(input.Value.AsJson() ?? default, value),
    };

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
        return left.AsJson() is { } json && right.AsJson() is { } same && AreSame(json, same);
    }

    /// <summary>Whether two JSON values are the same one, however they are written.</summary>
    public static bool AreSame(JsonElement left, JsonElement right) => (left.ValueKind, right.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) => InputJson.MembersOf(left) is { } members && InputJson.MembersOf(right) is { } others
            && members.Count == others.Count && members.All(member => others.TryGetValue(member.Key, out JsonElement other) && AreSame(member.Value, other)),
        (JsonValueKind.Array, JsonValueKind.Array) => left.GetArrayLength() == right.GetArrayLength()
            && left.EnumerateArray().Zip(right.EnumerateArray()).All(pair => AreSame(pair.First, pair.Second)),
        (JsonValueKind.Number, JsonValueKind.Number) or (JsonValueKind.String, JsonValueKind.String) => AreSame(InputValue.FromJson(left), InputValue.FromJson(right)),
        _ => left.ValueKind == right.ValueKind,
    };

    /// <summary>A value for an input of which nobody knows more than what it holds: that stays an object or a list, and an object keeps its other members.</summary>
    private static InputValue Any(JsonElement held, JsonElement value) => held.ValueKind switch
    {
        JsonValueKind.Object => ObjectMerge.Of(held, value),
        JsonValueKind.Array when value.ValueKind != JsonValueKind.Array => default,
        _ => InputValue.FromJson(value),
    };

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
}
