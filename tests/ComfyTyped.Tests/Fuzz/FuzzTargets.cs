using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ComfyTyped.Contract;
using ComfyTyped.Options;
using ComfyTyped.Primitives;
using ComfyTyped.Runs;
using ComfyTyped.Server;
using ComfyTyped.Tests.Replay;
using ComfyTyped.Validation;
using ComfyTyped.Wire;

namespace ComfyTyped.Tests.Fuzz;

/// <summary>All readers of what a server sends, with the recordings as seeds. Each may throw what its documentation says, and nothing else.</summary>
internal static class FuzzTargets
{
    public const string PromptId = "11111111-2222-4333-8444-555555555555";

    private const string AJob = $$$"""
        {"id":"{{{PromptId}}}","status":"failed","priority":1,"create_time":1700000000000,"execution_end_time":1700000001000,"outputs_count":1,"workflow_id":null,
         "execution_error":{"node_id":"1","exception_type":"RuntimeError","exception_message":"no","traceback":["a"]},"error_message":"no",
         "preview_output":{"nodeId":"2","mediaType":"images","filename":"a.png","subfolder":"","type":"output"},
         "outputs":{"2":{"images":[{"filename":"a.png","subfolder":"","type":"output"}]} },"execution_status":{"status_str":"error","messages":[["execution_start",{}]]},
         "workflow":{"prompt":{},"extra_data":{} } }
        """;

    private const int LargestSeed = 3 * 1024;

    public static RawWorkflow Graph { get; } = new("""{"1":{"class_type":"KSampler","inputs":{"a":1,"b":["2",0]}},"2":{"class_type":"SaveImage","inputs":{}}}""");

    private static readonly Recording[] Recordings = [.. Recording.All()];

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("messages of the socket", Texts(), ReadMessage),
        new("frames of the socket", Frames(), ReadFrame),
        new("histories", Answers("/history"), ReadHistory),
        new("queues", Answers("/queue"), ReadQueue),
        new("jobs", [.. Answers("/api/jobs"), Encoding.UTF8.GetBytes(AJob)], ReadJobs),
        new("answers to a prompt", Answers("/prompt"), ReadPromptAnswer),
        new("node classes", Answers("/object_info"), ReadNodeClasses),
        new("other answers", Answers("/system_stats", "/features", "/models", "/embeddings", "/upload", "/view_metadata"), ReadOther),
        new("handles of runs", Handles(), ReadHandle),
    ];

    private static RunScope Scope => new(Graph, null!, []);

    private static void ReadMessage(byte[] utf8) => Refuses<JsonException>(() =>
    {
        SocketMessage message = SocketMessage.Read(utf8);
        Seen.Event(EventReader.Read(message.Kind, message.UnknownType, message.Data, PromptId, Scope));
        (RunRegistry runs, RunState run) = Run();
        runs.OnText(utf8);
        Assert.True(run.Events!.Dropped == 0);
    });

    private static void ReadFrame(byte[] bytes) => Refuses<JsonException>(() =>
    {
        BinaryFrame frame = BinaryFrame.Read(bytes);
        Assert.True(frame.Head.Length + frame.Body.Length <= bytes.Length);
        (RunRegistry runs, _) = Run();
        runs.OnText(Encoding.UTF8.GetBytes($$$"""{"type":"executing","data":{"node":"1","prompt_id":"{{{PromptId}}}"}}"""));
        runs.OnBinary(bytes);
    });

    private static void ReadHistory(byte[] utf8)
    {
        Refuses<JsonException>(() => HistoryReader.HasEntries(utf8));
        Refuses<JsonException>(() =>
        {
            if (HistoryReader.Read(utf8, PromptId, Scope) is not { } entry)
                return;
            foreach (ComfyEvent message in entry.Messages)
                Seen.Event(message);
            foreach ((string id, JsonElement output) in entry.Outputs)
                Seen.Event(EventReader.Executed(id, output, PromptId, Scope));
        });
        Refuses<JsonException>(() =>
        {
            foreach (HistoryRun run in HistoryRunReader.ReadAll(utf8, null!))
            {
                foreach (ComfyEvent message in run.Messages)
                    Seen.Event(message);
                foreach (AnyOutput output in run.Outputs.Values)
                    Seen.Output(output);
                _ = (run.Error, run.StartedAt, run.Duration);
            }
        });
    }

    private static void ReadQueue(byte[] utf8)
    {
        Refuses<JsonException>(() => QueueReader.Read(utf8).CountOf(PromptId));
        Refuses<JsonException>(() => QueueSnapshotReader.Read(utf8));
    }

    private static void ReadJobs(byte[] utf8)
    {
        Refuses<JsonException>(() => JobReader.ReadPage(utf8, null!));
        Refuses<JsonException>(() => LiveJobReader.Read(utf8).PlaceOf(PromptId));
        Refuses<JsonException>(() =>
        {
            JobDetails details = JobReader.ReadDetails(utf8, null!);
            foreach (AnyOutput output in details.Outputs.Values.Take(Seen.Few))
                Seen.Output(output);
        });
        Refuses<JsonException>(() => JobRecordReader.Read(utf8, PromptId, Scope));
    }

    private static void ReadPromptAnswer(byte[] utf8)
    {
        Refuses<PromptRejectedException>(() => Refuses<JsonException>(() => Seen.Errors(PromptReply.Read(utf8, PromptId, Graph).Dropped)));
        if (PromptRejection.Read(utf8, Graph) is { } rejection)
            Seen.Errors(rejection.NodeErrors);
    }

    private static void ReadNodeClasses(byte[] utf8) => Refuses<JsonException>(() =>
    {
        foreach (NodeClassInfo info in NodeClassReader.ReadAll(utf8).Take(Seen.Few))
            new ServerNodeClass(info.Json, null).Judge(Graph["1"]);
    });

    private static void ReadOther(byte[] utf8)
    {
        Refuses<JsonException>(() => ServerVersion.InterruptsByPromptId(SystemStatsReader.Read(utf8).System.ComfyUIVersion));
        Refuses<JsonException>(() => UploadForm.ReadReply(utf8, "a.png", new UploadOptions()));
        Refuses<JsonException>(() => PythonJson.Parse(utf8).AsTexts());
        Refuses<JsonException>(() => PythonJson.Parse(utf8).Member("max_upload_size").AsInteger());
    }

    /// <summary>As it is, and as the inside of a handle whose checksum is right.</summary>
    private static void ReadHandle(byte[] utf8)
    {
        Refuses<FormatException>(() => RunHandle.Parse(Encoding.UTF8.GetString(utf8)));
        Refuses<FormatException>(() => RunHandle.Parse($"comfyrun.1.{Base64(utf8)}.{Base64(SHA256.HashData(utf8)[..8])}"));
    }

    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static void Refuses<TException>(Action read)
        where TException : Exception
    {
        try
        {
            read();
        }
        catch (TException)
        {
            // As documented.
        }
    }

    private static (RunRegistry Runs, RunState Run) Run()
    {
        var runs = new RunRegistry(TimeProvider.System, ServerDialect.Of(ComfyDialect.Local));
        var run = new RunState(Graph, null!, EventInterest.All, new ComfyClientOptions(), PromptId);
        runs.Register(run);
        runs.Confirm(run, PromptId);
        return (runs, run);
    }

    private static byte[][] Texts() => Distinct(Recordings.SelectMany(recording =>
        recording.Entries.Where(entry => entry.Direction == "recv" && entry.EventType is not null).DistinctBy(entry => entry.EventType).Select(entry => Renamed(recording, entry.Text))));

    /// <summary>Recorded frames without most of their pictures, and the one kind that no recording has.</summary>
    private static byte[][] Frames() =>
    [
        .. Recordings.SelectMany(recording => recording.Entries.Select(entry => entry.Binary).OfType<byte[]>().Take(3)).Select(frame => frame[..Math.Min(frame.Length, 700)]),
        [0, 0, 0, 3, 0, 0, 0, 1, (byte)'1', (byte)'h', (byte)'i'],
    ];

    private static byte[][] Answers(params string[] paths) => Distinct(Recordings.SelectMany(recording => recording.Entries
        .Where(entry => entry.Kind == "http" && paths.Any(path => entry.Path!.StartsWith(path, StringComparison.Ordinal)) && entry.Json.GetProperty("response").TryGetProperty("json", out _))
        .Select(entry => Renamed(recording, entry.Response.GetRawText()))));

    private static byte[][] Handles()
    {
        string handle = new RunHandle(PromptId, "client", "http://127.0.0.1:8188/", "My.Workflow", [new UsedSeed("1", "seed", ulong.MaxValue)]).ToString();
        return [Encoding.UTF8.GetBytes(handle), Convert.FromBase64String(Padded(handle.Split('.')[2]))];
    }

    private static string Padded(string text) => text.Replace('-', '+').Replace('_', '/') + new string('=', (4 - (text.Length % 4)) % 4);

    private static string Renamed(Recording recording, string json) =>
        recording.Entries.Any(entry => entry.IsPost("/prompt") && entry.Status == 200) ? json.Replace(recording.PromptId, PromptId, StringComparison.Ordinal) : json;

    private static byte[][] Distinct(IEnumerable<string> texts) => [.. texts.Where(text => text.Length <= LargestSeed).Distinct().Select(Encoding.UTF8.GetBytes)];
}
