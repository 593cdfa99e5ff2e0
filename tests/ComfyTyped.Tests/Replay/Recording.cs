using System.Text.Json;

namespace ComfyTyped.Tests.Replay;

/// <summary>A recorded exchange with a real server.</summary>
internal sealed class Recording
{
    public static readonly string[] Versions = ["0.3.64", "0.8.0", "0.33.0"];

    private Recording(string version, string scenario, IReadOnlyList<RecordedEntry> entries)
    {
        Version = version;
        Scenario = scenario;
        Entries = entries;
    }

    public string Version { get; }

    public string Scenario { get; }

    public IReadOnlyList<RecordedEntry> Entries { get; }

    /// <summary>The id of the recorder's first socket.</summary>
    public string? ClientId => Entries.FirstOrDefault(entry => entry.Direction == "open")?.Json.GetProperty("client_id").GetString();

    public RecordedEntry Submission => Entries.First(entry => entry.IsPost("/prompt"));

    public string PromptId => Submission.Response.GetProperty("prompt_id").GetString()!;

    public string Prompt => Submission.Json.GetProperty("request").GetProperty("prompt").GetRawText();

    /// <summary>The answer to a look at the first submission's history: recorded, or where the recorder did not look, made of its events.</summary>
    public string HistoryAnswer =>
        Entries.LastOrDefault(entry => entry.Path == "/history/" + PromptId)?.Response.GetRawText()
        ?? $$"""{"{{PromptId}}":{"outputs":{{{string.Join(',', Frames.Where(frame => frame.EventType == "executed").Select(ToOutput))}}},"status":{"status_str":"success","completed":true,"messages":[{{string.Join(',', Frames.Where(frame => frame.IsKept).Select(ToMessage))}}]} } }""";

    /// <summary>The answer to a look at the first submission's job after it had ended; null where the recorder did not look.</summary>
    public string? JobAnswer => Entries.LastOrDefault(entry => entry.Path == "/api/jobs/" + PromptId)?.Response.GetRawText();

    public JsonElement History => JsonElement.Parse(HistoryAnswer).GetProperty(PromptId);

    public IEnumerable<RecordedEntry> Frames => Entries.Where(entry => entry.Direction == "recv" && entry.Kind is "ws" or "ws1");

    /// <summary>Whether a scenario was recorded of a version: newer versions have some that older ones cannot have.</summary>
    public static bool Exists(string version, string scenario) => File.Exists(PathOf(version, scenario));

    public static Recording Load(string version, string scenario) =>
        new(version, scenario, [.. File.ReadLines(PathOf(version, scenario)).Select(line => new RecordedEntry(JsonElement.Parse(line)))]);

    public static IEnumerable<Recording> All() =>
        from version in Versions
        from path in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Fixtures", "recordings", version)).Order(StringComparer.Ordinal)
        select Load(version, Path.GetFileNameWithoutExtension(path));

    public RawWorkflow ToWorkflow() => new(Prompt);

    private static string PathOf(string version, string scenario) =>
        Path.Combine(AppContext.BaseDirectory, "Fixtures", "recordings", version, scenario + ".jsonl");

    private static string ToMessage(RecordedEntry message) =>
        $"[\"{message.EventType}\",{message.Json.GetProperty("json").GetProperty("data").GetRawText()}]";

    private static string ToOutput(RecordedEntry executed)
    {
        JsonElement data = executed.Json.GetProperty("json").GetProperty("data");
        return $"\"{data.GetProperty("node")}\":{data.GetProperty("output").GetRawText()}";
    }
}

/// <summary>A line of a recording: a request with its answer, or something that happened to a socket.</summary>
internal sealed record RecordedEntry(JsonElement Json)
{
    public string Kind => Json.GetProperty("kind").GetString()!;

    public string? Direction => Json.TryGetProperty("dir", out JsonElement direction) ? direction.GetString() : null;

    public string? Path => Json.TryGetProperty("path", out JsonElement path) ? path.GetString() : null;

    public int Status => Json.GetProperty("status").GetInt32();

    /// <summary>The JSON of an answer.</summary>
    public JsonElement Response => Json.GetProperty("response").GetProperty("json");

    public string? EventType => Json.TryGetProperty("json", out JsonElement json) && json.TryGetProperty("type", out JsonElement type) ? type.GetString() : null;

    public bool IsOutcome => EventType is "execution_success" or "execution_error" or "execution_interrupted";

    /// <summary>Whether the history keeps it as a message.</summary>
    public bool IsKept => IsOutcome || EventType is "execution_start" or "execution_cached";

    public bool IsEnd => EventType == "executing" && Json.GetProperty("json").GetProperty("data").GetProperty("node").ValueKind == JsonValueKind.Null;

    public byte[]? Binary => Json.TryGetProperty("binary", out JsonElement binary) ? binary.GetBytesFromBase64() : null;

    public string Text => Json.GetProperty("json").GetRawText();

    public bool IsPost(string path) => Kind == "http" && Json.GetProperty("method").GetString() == "POST" && Path == path;
}
