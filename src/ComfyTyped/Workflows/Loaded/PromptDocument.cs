using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ComfyTyped.CompilerServices;
using ComfyTyped.Protocol;

namespace ComfyTyped;

/// <summary>
/// Reads a workflow file at run time as the compiler reads it: the prompt within its wrappers, every token as written. What the server would stumble over is
/// mended: <c>is_changed</c> is left out, missing <c>inputs</c> are added, an array that is no link is wrapped.
/// </summary>
internal static class PromptDocument
{
    private const int MaxWrappers = 8;

    private const string EditorFormat = "It is in the editor's format, which the server does not take. Save it with the editor's \"Export (API)\" and use that file.";

    private const string NoPrompt = "It holds no prompt: an object of nodes, each with a \"class_type\". Save the workflow with the editor's \"Export (API)\".";

    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = WorkflowTemplate.MaxDepth };

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = WorkflowTemplate.MaxDepth };

    public static WorkflowTemplate Read(ReadOnlyMemory<byte> utf8, string? file)
    {
        if (utf8.Span.StartsWith(Encoding.UTF8.Preamble))
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        using JsonDocument document = Parse(utf8, file);
        if (IsEditorFormat(document.RootElement) || IsEditorFormat(document.RootElement.Member("workflow")))
            throw new WorkflowFormatException(EditorFormat, file);
        JsonElement[] prompts = [.. Find(document.RootElement, 0)];
        return prompts.Length switch
        {
            0 => throw new WorkflowFormatException(NoPrompt, file),
            1 => new WorkflowTemplate(Mend(prompts[0], file)),
            int count => throw new WorkflowFormatException($"It holds {count} prompts. Save each in a file of its own.", file),
        };
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> utf8, string? file)
    {
        try
        {
            return JsonDocument.Parse(utf8, Reading);
        }
        catch (JsonException exception)
        {
            int line = (int)(exception.LineNumber ?? 0);
            ReadOnlySpan<byte> before = utf8.Span;
            for (int i = 0; i < line; i++)
                before = before[(before.IndexOf((byte)'\n') + 1)..];
            int column = Encoding.UTF8.GetCharCount(before[..(int)Math.Min(exception.BytePositionInLine ?? 0, before.Length)]) + 1;

            // The reader ends its message with the place, counted from 0.
            string reason = exception.Message.Split(" LineNumber:")[0];
            throw new WorkflowFormatException($"It is no JSON. {reason}", file, line + 1, column, exception);
        }
    }

    private static IEnumerable<JsonElement> Find(JsonElement candidate, int depth)
    {
        if (candidate.ValueKind == JsonValueKind.Object && candidate.EnumerateObject().Any(node => !node.Value.Member("class_type").IsNull()))
            return [candidate];
        if (depth == MaxWrappers)
            return [];
        return candidate.ValueKind switch
        {
            JsonValueKind.Object => candidate.EnumerateObject().SelectMany(member => Find(member.Value, depth + 1)),
            JsonValueKind.Array => candidate.EnumerateArray().SelectMany(item => Find(item, depth + 1)),
            _ => [],
        };
    }

    private static bool IsEditorFormat(JsonElement candidate) =>
        candidate.Member("nodes").ValueKind == JsonValueKind.Array
        && (candidate.Member("links").ValueKind == JsonValueKind.Array || !candidate.Member("last_node_id").IsNull());

    private static ReadOnlySpan<byte> Mend(JsonElement prompt, string? file)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            writer.WriteStartObject();
            foreach (JsonProperty node in Last(prompt))
            {
                writer.WritePropertyName(node.NameText());
                MendNode(writer, node, file);
            }
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan;
    }

    private static void MendNode(Utf8JsonWriter writer, JsonProperty node, string? file)
    {
        if (node.Value.Member("class_type").ValueKind != JsonValueKind.String)
            throw new WorkflowFormatException($"Node \"{node.NameText()}\" has no \"class_type\" of text.", file);
        if (node.Value.Member("inputs") is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Undefined) })
            throw new WorkflowFormatException($"The \"inputs\" of node \"{node.NameText()}\" are no object.", file);
        writer.WriteStartObject();
        foreach (JsonProperty member in Last(node.Value).Where(member => member.NameText() is not ("is_changed" or "inputs")))
        {
            writer.WritePropertyName(member.NameText());
            writer.WriteRawValue(member.Value.GetRawText());
        }
        writer.WriteStartObject("inputs"u8);
        foreach (JsonProperty input in Last(node.Value.Member("inputs")))
        {
            writer.WritePropertyName(input.NameText());
            WriteInput(writer, input.Value);
        }
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteInput(Utf8JsonWriter writer, JsonElement value)
    {
        string json = value.GetRawText();
        bool isList = value.ValueKind == JsonValueKind.Array && !InputToken.Read("", Encoding.UTF8.GetBytes(json)).IsLink;
        writer.WriteRawValue(isList ? InputJson.ToToken(value).Utf8 : Encoding.UTF8.GetBytes(json));
    }

    /// <summary>The members of an object as Python reads them: of two with one name the last counts, in the place of the first.</summary>
    private static IEnumerable<JsonProperty> Last(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject().GroupBy(member => member.NameText(), StringComparer.Ordinal).Select(group => group.Last()) : [];
}
