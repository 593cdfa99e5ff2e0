using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ComfyTyped.Testing.Tests.Support;

namespace ComfyTyped.Testing.Tests.Recordings;

/// <summary>Repeats one recorded request, and compares status and body.</summary>
internal sealed partial class HttpComparison(TestServer server, string version, Normalizer recorded, Normalizer replayed)
{
    public async Task CompareAsync(JsonObject line, Dictionary<string, string> promptIds)
    {
        string path = promptIds.Aggregate((string)line["path"]!, (text, id) => text.Replace(id.Key, id.Value, StringComparison.Ordinal));
        // A recorded server had saved files before; a fresh one begins to count.
        path = Counter().Replace(path, "_00001_.png");
        Answer answer = (string)line["method"]! == "GET"
            ? await server.GetAsync(path)
            : await PostAsync(line, path, promptIds);
        Assert.Equal((HttpStatusCode)(int)line["status"]!, answer.Status);
        if (line["headers"] is JsonObject { Count: > 0 } headers)
            Assert.Equal((string?)headers["Content-Type"], answer.ContentType);
        JsonNode? expected = line["response"]?["json"];
        if (expected is null)
            return;
        if (path == "/prompt" && answer.Status == HttpStatusCode.OK && expected["prompt_id"] is { } id)
            Remember((string)id!, (string)answer.Json!["prompt_id"]!, promptIds);
        if (IsComparedByShape(path))
            Assert.Equal(Shape(expected), Shape(answer.Json));
        else
            Assert.Equal(recorded.Normalize(expected)!.ToJsonString(), replayed.Normalize(answer.Json)!.ToJsonString());
    }

    private Task<Answer> PostAsync(JsonObject line, string path, Dictionary<string, string> promptIds)
    {
        if (line["request"] is JsonValue text && text.TryGetValue(out string? raw))
        {
            return raw.StartsWith("multipart", StringComparison.Ordinal)
                ? server.PostAsync(path, RecordedUpload.Repeat(raw, line))
                : server.PostAsync(path, raw);
        }

        string body = promptIds.Aggregate(line["request"]!.ToJsonString(), (json, id) => json.Replace(id.Key, id.Value, StringComparison.Ordinal));
        return server.PostAsync(path, body);
    }

    /// <summary>Answers of which only the names of the members are compared.</summary>
    private bool IsComparedByShape(string path) =>
        path == "/system_stats"
        // A recorded server lists what it had done before.
        || path.Split('?')[0] == "/api/jobs"
        // The facts of the core nodes are those of 0.8.0; 0.3.64 had fewer samplers.
        || (path.StartsWith("/object_info", StringComparison.Ordinal) && version != "0.8.0");

    private void Remember(string recordedId, string replayedId, Dictionary<string, string> promptIds)
    {
        string name = $"prompt {promptIds.Count}";
        recorded.Name(recordedId, name);
        replayed.Name(replayedId, name);
        promptIds[recordedId] = replayedId;
    }

    [GeneratedRegex(@"_\d{5}_\.png")]
    private static partial Regex Counter();

    private static bool IsFact(KeyValuePair<string, JsonNode?> member) => member.Key is not ("tooltip" or "output_tooltips");

    private static string Shape(JsonNode? node) => node switch
    {
        JsonObject members => $"{{{string.Join(",", members.Where(IsFact).Select(member => $"{member.Key}:{Shape(member.Value)}").Order())}}}",
        JsonArray items => $"[{(items.Count > 0 ? Shape(items[0]) : "")}]",
        _ => "",
    };
}
