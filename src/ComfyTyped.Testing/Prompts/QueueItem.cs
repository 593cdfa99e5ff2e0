using System.Text.Json;

namespace ComfyTyped.Testing.Prompts;

/// <summary>An accepted prompt on its way through the queue.</summary>
/// <param name="Number">The priority; lower runs first.</param>
/// <param name="PromptId">The id that the client chose or the server minted.</param>
/// <param name="Graph">The prompt, its values coerced.</param>
/// <param name="ExtraData">What came along with the prompt, without secrets.</param>
/// <param name="Outputs">The ids of the outputs to execute.</param>
/// <param name="ClientId">The socket that gets the events; <c>null</c> when the prompt names none.</param>
internal sealed record QueueItem(
    PromptNumber Number, string PromptId, PromptGraph Graph, JsonElement ExtraData, IReadOnlyList<string> Outputs, string? ClientId)
    : IComparable<QueueItem>
{
    public int CompareTo(QueueItem? other)
    {
        int byNumber = Number.Value.CompareTo(other?.Number.Value ?? double.NegativeInfinity);
        return byNumber != 0 ? byNumber : string.CompareOrdinal(PromptId, other?.PromptId);
    }

    /// <summary>The five elements that <c>/queue</c> and <c>/history</c> show of a prompt.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        Number.ToJson().WriteTo(writer);
        writer.WriteStringValue(PromptId);
        Graph.WriteTo(writer);
        ExtraData.WriteTo(writer);
        writer.WriteStartArray();
        foreach (string output in Outputs)
            writer.WriteStringValue(output);
        writer.WriteEndArray();
        writer.WriteEndArray();
    }
}
