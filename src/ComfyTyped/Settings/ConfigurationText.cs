using System.Buffers;
using System.Text.Json;
using ComfyTyped.Primitives;

namespace ComfyTyped.Settings;

/// <summary>Values of a configuration, where everything is text and a list is an object of numbers: what JSON would have in their place.</summary>
internal static class ConfigurationText
{
    public static JsonElement ToJson(SettableInput input, JsonElement value)
    {
        if (input.Kind is SettingKind.Text or SettingKind.Choice or SettingKind.File or SettingKind.Case)
            return value;
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            if (input.Kind == SettingKind.Choices)
                WriteTexts(writer, value);
            else
                Write(writer, value, input.Value.AsJson() ?? default);
        }
        using var json = JsonDocument.Parse(buffer.WrittenMemory);
        return json.RootElement.Clone();
    }

    private static void WriteTexts(Utf8JsonWriter writer, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            value.WriteTo(writer);
            return;
        }
        writer.WriteStartArray();
        foreach (JsonProperty item in value.EnumerateObject())
            item.Value.WriteTo(writer);
        writer.WriteEndArray();
    }

    /// <summary>Writes a value as the type that is held in its place; else as the type that the text looks like.</summary>
    private static void Write(Utf8JsonWriter writer, JsonElement value, JsonElement held)
    {
        if (value.ValueKind == JsonValueKind.Object)
            WriteMembers(writer, value, held);
        else if (held.ValueKind != JsonValueKind.String && TokenOf(value) is { } token)
            writer.WriteRawValue(token);
        else
            value.WriteTo(writer);
    }

    private static void WriteMembers(Utf8JsonWriter writer, JsonElement value, JsonElement held)
    {
        bool isList = held.ValueKind == JsonValueKind.Array;
        if (isList)
            writer.WriteStartArray();
        else
            writer.WriteStartObject();
        foreach (JsonProperty member in value.EnumerateObject())
        {
            if (!isList)
                writer.WritePropertyName(member.Name);
            Write(writer, member.Value, isList ? held.Items().FirstOrDefault() : held.Member(member.Name));
        }
        if (isList)
            writer.WriteEndArray();
        else
            writer.WriteEndObject();
    }

    /// <summary>The number or truth value that a text is; null for any other.</summary>
    private static string? TokenOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String || value.AsText()?.Trim().ToLowerInvariant() is not { Length: > 0 } text
            || !(char.IsAsciiDigit(text[0]) || text[0] == '-' || text is "true" or "false"))
        {
            return null;
        }
        try
        {
            using var json = JsonDocument.Parse(text);
            return text;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
