using System.Text.Json;

namespace ComfyTyped.Primitives;

/// <summary>What requests and rewritten messages have in common.</summary>
internal static class JsonWriting
{
    public static void WriteTexts(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    /// <summary>Copies a member as it stands, unless it has no name or the one that is left out.</summary>
    public static void WriteMember(this Utf8JsonWriter writer, JsonProperty member, string? except = null)
    {
        string name = member.NameText();
        if (name.Length == 0 || name == except)
            return;
        writer.WritePropertyName(name);
        writer.WriteRawValue(member.Value.GetRawText(), skipInputValidation: true);
    }
}
