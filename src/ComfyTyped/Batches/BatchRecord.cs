using System.Buffers;
using System.Text.Json;
using ComfyTyped.Options;
using ComfyTyped.Primitives;

namespace ComfyTyped.Batches;

/// <summary>A line of a manifest.</summary>
/// <param name="Key">The key of the workflow.</param>
/// <param name="Index">Its place in the source, for who reads the file.</param>
/// <param name="Label">Its label, for who reads the file.</param>
/// <param name="State">What became of it.</param>
internal sealed record BatchRecord(string Key, int Index, string Label, BatchState State)
{
    private const int Version = 1;

    /// <summary>The first line.</summary>
    public static ReadOnlySpan<byte> Header => "{\"comfybatch\":1}\n"u8;

    public string? PromptId { get; init; }

    public string? Handle { get; init; }

    public IReadOnlyList<string>? Files { get; init; }

    public string? Error { get; init; }

    public static void ThrowIfNoHeader(ReadOnlyMemory<byte> line)
    {
        long version = PythonJson.Parse(line.Span).GetProperty("comfybatch").GetInt64();
        if (version != Version)
            throw new FormatException($"It is of version {version}; this version of ComfyTyped reads version {Version}.");
    }

    public static BatchRecord Parse(ReadOnlyMemory<byte> line)
    {
        JsonElement json = PythonJson.Parse(line.Span);
        BatchState state = json.GetProperty("state").GetString() switch
        {
            "running" => BatchState.Running,
            "done" => BatchState.Done,
            "incomplete" => BatchState.Incomplete,
            "failed" => BatchState.Failed,
            var other => throw new FormatException($"There is no state \"{other}\"."),
        };
        return new BatchRecord(Text("key"), json.GetProperty("index").GetInt32(), Text("label"), state)
        {
            Handle = state == BatchState.Running ? RunHandle.Parse(Text("handle")).ToString() : null,
        };

        string Text(string name) => json.GetProperty(name).GetString() ?? throw new FormatException($"\"{name}\" is null.");
    }

    public ReadOnlySpan<byte> ToLine()
    {
        var line = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(line))
        {
            writer.WriteStartObject();
            writer.WriteString("key"u8, Key);
            writer.WriteNumber("index"u8, Index);
            writer.WriteString("label"u8, Label);
            writer.WriteString("state"u8, State switch
            {
                BatchState.Running => "running"u8,
                BatchState.Done => "done"u8,
                BatchState.Incomplete => "incomplete"u8,
                _ => "failed"u8,
            });
            WriteIfAny(writer, "prompt"u8, PromptId);
            WriteIfAny(writer, "handle"u8, Handle);
            WriteIfAny(writer, "error"u8, Error);
            if (Files is not null)
            {
                writer.WriteStartArray("files"u8);
                foreach (string file in Files)
                    writer.WriteStringValue(file);
                writer.WriteEndArray();
            }
            writer.WriteEndObject();
        }
        line.Write("\n"u8);
        return line.WrittenSpan;
    }

    private static void WriteIfAny(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }
}
