using System.Buffers;
using System.Text.Json;
using ComfyTyped.CompilerServices;

namespace ComfyTyped.Settings;

/// <summary>
/// Changes some members of an object that an input holds, as a JSON merge patch (RFC 7396) does, but for null, which is a value like any other: nodes hold
/// members that are null, and an object loses none here. What is an object stays one; a list is replaced as a whole, because its items have no names.
/// </summary>
internal static class ObjectMerge
{
    /// <summary>The object with the changes; nothing when they are of another type than what they change.</summary>
    public static InputValue Of(JsonElement held, JsonElement changes)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = WorkflowTemplate.MaxDepth }))
        {
            if (!TryWrite(writer, held, changes))
                return default;
        }
        return InputValue.FromToken(new InputToken("", buffer.WrittenMemory.ToArray()));
    }

    private static bool TryWrite(Utf8JsonWriter writer, JsonElement held, JsonElement changes)
    {
        if (InputJson.MembersOf(held) is not { } members || InputJson.MembersOf(changes) is not { } changed)
            return false;
        writer.WriteStartObject();
        foreach ((string name, JsonElement value) in members)
        {
            writer.WritePropertyName(name);
            if (!changed.Remove(name, out JsonElement change) || SettingValue.AreSame(value, change))
                Write(writer, value);
            else if (value.ValueKind != JsonValueKind.Object)
                Write(writer, change);
            else if (!TryWrite(writer, value, change))
                return false;
        }
        foreach ((string name, JsonElement value) in changed)
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }
        writer.WriteEndObject();
        return true;
    }

    // Token for token, as the file has it.
    private static void Write(Utf8JsonWriter writer, JsonElement value) => writer.WriteRawValue(value.GetRawText(), skipInputValidation: true);
}
