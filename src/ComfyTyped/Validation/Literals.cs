using System.Globalization;
using System.Text;
using ComfyTyped.CompilerServices;
using ComfyTyped.Core.Json;

namespace ComfyTyped.Validation;

/// <summary>Shows what an input holds to the rules that the compiler has as well.</summary>
internal static class Literals
{
    /// <summary>The literal as the server judges it, without its wrapper.</summary>
    /// <returns>Null for a link, nothing, and a seed that each run draws.</returns>
    public static JsonNode? Of(InputValue value) => value switch
    {
        { Token: { } token } => Of(token),
        { IsRandomSeed: true } or { IsIncrementSeed: true } => null,
        _ when value.AsString() is { } text => new JsonString(default, JsonText.Quote(text).AsMemory()),
        _ when value.AsBoolean() is { } flag => new JsonBoolean(default, flag),
        _ when value.AsInteger() is { } integer => Number(integer.ToString(CultureInfo.InvariantCulture)),
        _ when value.AsDouble() is { } number => Number(number.ToString("R", CultureInfo.InvariantCulture)),
        _ => null,
    };

    private static JsonNode? Of(InputToken token)
    {
        if (token.IsLink)
            return null;
        string text = Encoding.UTF8.GetString(token.Utf8);

        // Most literals are numbers, which need no reader.
        if (text[0] is '-' or (>= '0' and <= '9'))
            return Number(text);
        JsonNode? literal = JsonReader.Read(JsonSource.Of(text), CancellationToken.None).Root;
        return (literal as JsonObject)?.Find(InputJson.Wrapper) ?? literal;
    }

    private static JsonNumber Number(string token) => new(default, token.AsMemory());
}
