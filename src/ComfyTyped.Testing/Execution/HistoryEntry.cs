using System.Text.Json;
using ComfyTyped.Testing.Prompts;

namespace ComfyTyped.Testing.Execution;

/// <summary>What <c>/history</c> keeps of a prompt that has ended.</summary>
/// <param name="Item">The prompt as it was queued.</param>
/// <param name="Outputs">What the outputs showed, by node id.</param>
/// <param name="Messages">The events of the run, each with its data.</param>
/// <param name="Succeeded">Whether every output was executed.</param>
internal sealed record HistoryEntry(
    QueueItem Item,
    IReadOnlyDictionary<string, ShownOutput> Outputs,
    IReadOnlyList<(string Type, JsonElement Data)> Messages,
    bool Succeeded)
{
    public string PromptId => Item.PromptId;

    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("prompt");
        Item.WriteTo(writer);
        WriteOutputs(writer);
        WriteStatus(writer);
        WriteMeta(writer);
        writer.WriteEndObject();
    }

    private void WriteOutputs(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("outputs");
        foreach ((string id, ShownOutput output) in Outputs)
        {
            writer.WritePropertyName(id);
            output.Ui.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    private void WriteStatus(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("status");
        writer.WriteString("status_str", Succeeded ? "success" : "error");
        writer.WriteBoolean("completed", Succeeded);
        writer.WriteStartArray("messages");
        foreach ((string type, JsonElement data) in Messages)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(type);
            data.WriteTo(writer);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteMeta(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("meta");
        foreach ((string id, ShownOutput output) in Outputs)
        {
            writer.WriteStartObject(id);
            writer.WriteString("node_id", output.ProducedBy);
            writer.WriteString("display_node", output.ProducedBy);
            writer.WriteNull("parent_node");
            writer.WriteString("real_node_id", output.ProducedBy);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
