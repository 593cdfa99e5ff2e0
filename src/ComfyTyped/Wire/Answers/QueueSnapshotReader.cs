using System.Text.Json;
using ComfyTyped.Primitives;

namespace ComfyTyped.Wire;

/// <summary>Reads <c>GET /queue</c> with all that it tells. A run that looks for itself takes <see cref="QueueReader"/>.</summary>
internal static class QueueSnapshotReader
{
    public static QueueSnapshot Read(ReadOnlySpan<byte> utf8)
    {
        JsonElement queue = PythonJson.Parse(utf8);
        if (queue.ValueKind != JsonValueKind.Object)
            throw new JsonException("The queue is no JSON object.");
        // The server lists its heap as it lies in memory.
        return new QueueSnapshot(
            ReadItems(queue.Member("queue_running")),
            [.. ReadItems(queue.Member("queue_pending")).OrderBy(item => item.Number).ThenBy(item => item.PromptId, StringComparer.Ordinal)]);
    }

    /// <summary>Reads what a history says of a prompt; Comfy Cloud's names the parts.</summary>
    public static QueuedPrompt? ReadNamed(JsonElement prompt) =>
        prompt.ValueKind != JsonValueKind.Object || prompt.Member("prompt_id").AsText() is not { } promptId ? ReadItem(prompt) : new QueuedPrompt(
            promptId,
            prompt.Member("priority").AsDouble() ?? 0,
            prompt.Member("extra_data").Member("client_id").AsText(),
            prompt.Member("extra_data").Member("create_time").AsTimestamp(),
            prompt.Member("outputs_to_execute").AsTexts(),
            prompt.Member("prompt"),
            prompt.Member("extra_data"));

    /// <summary>Reads <c>[number, prompt_id, prompt, extra_data, outputs_to_execute]</c>; Comfy Cloud has the last two the other way round.</summary>
    public static QueuedPrompt? ReadItem(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Array || item.GetArrayLength() < 2 || item[1].AsText() is not { } promptId)
            return null;
        JsonElement[] rest = [.. item.EnumerateArray().Skip(3)];
        JsonElement extraData = Array.Find(rest, part => part.ValueKind == JsonValueKind.Object);
        return new QueuedPrompt(
            promptId,
            item[0].AsDouble() ?? 0,
            extraData.Member("client_id").AsText(),
            extraData.Member("create_time").AsTimestamp(),
            Array.Find(rest, part => part.ValueKind == JsonValueKind.Array).AsTexts(),
            item.GetArrayLength() > 2 ? item[2] : default,
            extraData);
    }

    private static QueuedPrompt[] ReadItems(JsonElement items) => [.. items.Items().Select(ReadItem).OfType<QueuedPrompt>()];
}
