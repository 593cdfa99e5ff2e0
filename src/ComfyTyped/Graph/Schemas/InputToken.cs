using System.Globalization;
using System.Text;
using System.Text.Json;
using ComfyTyped.Core.Workflows;
using ComfyTyped.Primitives;

namespace ComfyTyped.CompilerServices;

/// <summary>An input as the workflow file has it: a slice of the file's bytes, shared by all objects of the workflow class.</summary>
/// <param name="name">The wire name of the input.</param>
/// <param name="utf8">The value's JSON.</param>
internal sealed class InputToken(string name, ReadOnlyMemory<byte> utf8)
{
    public string Name { get; } = name;

    public JsonEncodedText EncodedName { get; } = JsonEncodedText.Encode(name);

    public ReadOnlySpan<byte> Utf8 => utf8.Span;

    /// <summary>The id of the node it links to, or null when it is a literal.</summary>
    public string? LinkedId { get; private init; }

    public int LinkedSlot { get; private init; }

    public bool IsLink => LinkedId is not null;

    /// <summary>Whether it was an array in the file, which a server takes for a link that leads nowhere, and was wrapped.</summary>
    public bool IsBadLink { get; init; }

    /// <summary>Reads one input; a link is an array of exactly a string and a number, as the server's executor has it.</summary>
    public static InputToken Read(string name, ReadOnlyMemory<byte> utf8, bool isBadLink = false)
    {
        var reader = new Utf8JsonReader(utf8.Span, new JsonReaderOptions { MaxDepth = WorkflowTemplate.MaxDepth });
        if (reader.Read() && reader.TokenType == JsonTokenType.StartArray
            && reader.Read() && reader.TokenType == JsonTokenType.String && reader.ReadText() is { } id
            && reader.Read() && reader.TokenType == JsonTokenType.Number)
        {
            int slot = reader.TryGetInt32(out int number) ? number : LinkValue.NoSlot;
            if (reader.Read() && reader.TokenType == JsonTokenType.EndArray)
                return new(name, utf8) { LinkedId = id, LinkedSlot = slot };
        }
        return new(name, utf8) { IsBadLink = isBadLink };
    }

    public Int128? AsInteger() =>
        Int128.TryParse(ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 value) ? value : null;

    public double? AsDouble() =>
        Utf8[0] is (byte)'-' or (>= (byte)'0' and <= (byte)'9')
        && double.TryParse(ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;

    public bool? AsBoolean() => Utf8 switch { [(byte)'t', ..] => true, [(byte)'f', ..] => false, _ => null };

    public string? AsString()
    {
        if (Utf8[0] != (byte)'"')
            return null;
        var reader = new Utf8JsonReader(Utf8);
        reader.Read();
        return reader.ReadText();
    }

    public override string ToString() => Encoding.UTF8.GetString(Utf8);
}
