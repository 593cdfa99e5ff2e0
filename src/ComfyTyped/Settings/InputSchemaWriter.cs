using System.Text.Json;
using ComfyTyped.CompilerServices;

namespace ComfyTyped.Settings;

/// <summary>Writes the JSON Schema of an input.</summary>
internal static class InputSchemaWriter
{
    public static void Write(Utf8JsonWriter writer, SettableInput input)
    {
        writer.WriteStartObject(input.Name);
        writer.WriteString("description"u8, Describe(input));
        switch (input.Kind)
        {
            case SettingKind.Integer or SettingKind.Number when input.Schema.IsSeed:
                writer.WriteStartArray("anyOf"u8);
                writer.WriteStartObject();
                WriteNumber(writer, input);
                writer.WriteEndObject();
                writer.WriteStartObject();
                writer.WriteStartArray("enum"u8);
                writer.WriteStringValue("random"u8);
                writer.WriteStringValue("increment"u8);
                writer.WriteEndArray();
                writer.WriteEndObject();
                writer.WriteEndArray();
                break;
            case SettingKind.Integer or SettingKind.Number:
                WriteNumber(writer, input);
                break;
            case SettingKind.Flag:
                WriteType(writer, "boolean"u8);
                break;
            case SettingKind.TokenChoice:
                WriteTokens(writer, input);
                break;
            case SettingKind.Choices:
                WriteType(writer, "array"u8);
                writer.WriteStartObject("items"u8);
                WriteOptions(writer, input.Schema.Options, input.Value.AsStrings());
                writer.WriteEndObject();
                break;
            case SettingKind.Any:
                OpenSchemaWriter.Write(writer, input.Value.AsJson() ?? default);
                break;
            case SettingKind.File:
                WriteType(writer, "string"u8);
                writer.WriteString("format"u8, "file-name"u8);
                break;
            default:
                WriteOptions(writer, input.Schema.Options, input.Value.AsString() is { } text ? [text] : null);
                break;
        }
        WriteDefault(writer, input.Value);
        writer.WriteEndObject();
    }

    private static string Describe(SettableInput input) => input.Kind switch
    {
        SettingKind.File => $"{input.Node.ClassType}.{input.Name}: the name of a file on the server.",
        _ when input.Schema.IsSeed => $"{input.Node.ClassType}.{input.Name}: \"random\" draws a new one for each run, \"increment\" counts on.",
        _ => $"{input.Node.ClassType}.{input.Name}",
    };

    private static void WriteType(Utf8JsonWriter writer, ReadOnlySpan<byte> type) => writer.WriteString("type"u8, type);

    private static void WriteNumber(Utf8JsonWriter writer, SettableInput input)
    {
        bool isInteger = input.Kind == SettingKind.Integer;
        WriteType(writer, isInteger ? "integer"u8 : "number"u8);
        WriteBound(writer, "minimum"u8, input.Schema.Min ?? (isInteger ? "-9223372036854775808" : null));
        WriteBound(writer, "maximum"u8, input.Schema.Max ?? (isInteger ? "18446744073709551615" : null));
    }

    private static void WriteBound(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? token)
    {
        if (token is null)
            return;
        writer.WritePropertyName(name);
        writer.WriteRawValue(token);
    }

    // What the workflow has is an option, too, though the catalog may not know it.
    private static void WriteOptions(Utf8JsonWriter writer, IReadOnlyList<string> options, IReadOnlyList<string>? held)
    {
        WriteType(writer, "string"u8);
        if (options.Count == 0)
            return;
        writer.WriteStartArray("enum"u8);
        foreach (string option in options.Union(held ?? [], StringComparer.Ordinal))
            writer.WriteStringValue(option);
        writer.WriteEndArray();
    }

    private static void WriteTokens(Utf8JsonWriter writer, SettableInput input)
    {
        writer.WriteStartArray("enum"u8);
        foreach (string token in input.Schema.OptionTokens)
            writer.WriteRawValue(token);
        writer.WriteEndArray();
    }

    private static void WriteDefault(Utf8JsonWriter writer, InputValue value)
    {
        if (!value.IsSet)
            return;
        writer.WritePropertyName("default"u8);
        if (value.SeedWord is { } word)
        {
            writer.WriteStringValue(word);
        }
        else
        {
            value.AsJson()!.Value.WriteTo(writer);
        }
    }
}
