using System.Text.Json.Nodes;
using ComfyTyped.Testing.Tests.Support;

namespace ComfyTyped.Testing.Tests.Recordings;

/// <summary>Sends a local server what was sent to a real one, in the same order, and compares what comes back.</summary>
internal sealed class RecordingReplay : IAsyncDisposable
{
    private const string Observer = "observer";

    private readonly Recording _recording;
    private readonly TestingPack _pack;
    private readonly TestServer _server;
    private readonly EventSocket _observer;
    private readonly Dictionary<string, ReplayedSocket> _sockets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _promptIds = new(StringComparer.Ordinal);
    private readonly HashSet<string> _awake = new(StringComparer.Ordinal);
    private readonly Normalizer _recorded = new();
    private readonly Normalizer _replayed = new();
    private readonly HttpComparison _http;
    private readonly CancellationToken _cancellationToken;

    private RecordingReplay(Recording recording, TestingPack pack, TestServer server, EventSocket observer, CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        _recording = recording;
        _pack = pack;
        _server = server;
        _observer = observer;
        _http = new HttpComparison(server, recording.Version, _recorded, _replayed);
    }

    public static async Task RunAsync(Recording recording, CancellationToken cancellationToken)
    {
        var pack = new TestingPack();
        TestServer server = await TestServer.StartAsync(options =>
        {
            options.ComfyUIVersion = recording.Version;
            // The interrupt comes after the first step; this leaves it plenty of time before the last.
            options.StepDelay = recording.Scenario == "text_to_image_interrupted" ? TimeSpan.FromSeconds(1) : TimeSpan.Zero;
            foreach ((string folder, string[] files) in recording.Models)
                options.Models[folder] = files;
            pack.AddTo(options);
        });
        await using var replay = new RecordingReplay(recording, pack, server, await server.ConnectAsync(Observer), cancellationToken);
        await replay.PrepareAsync();
        foreach (JsonObject line in recording.Lines)
        {
            if ((string?)line["dir"] == "recv")
                await replay.ExpectAsync(replay._sockets[(string)line["kind"]!], line);
            else
                await replay.StepAsync(line);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ReplayedSocket socket in _sockets.Values)
            await socket.DisposeAsync();
        await _observer.DisposeAsync();
        await _server.DisposeAsync();
    }

    private Task StepAsync(JsonObject line) => ((string)line["kind"]!, (string?)line["dir"]) switch
    {
        ("http", _) => RequestAsync(line),
        (var name, "open") => OpenAsync(name, (string)line["client_id"]!),
        (var name, "send") => _sockets[name].Socket.SendAsync((string?)line["text"] ?? line["json"]!.ToJsonString(), _cancellationToken),
        (var name, _) => CloseAsync(_sockets[name]),
    };

    private async Task OpenAsync(string name, string clientId)
    {
        int index = _recording.Lines.TakeWhile(line => (string?)line["kind"] != name || (string?)line["dir"] != "open").Count();
        JsonNode? welcome = _recording.Lines.Skip(index).FirstOrDefault(line => (string?)line["dir"] == "recv" && (string?)line["kind"] == name);
        // A socket that comes back to an idle server has missed the end of the run.
        if (_promptIds.Count > 0 && (int?)welcome?["json"]?["data"]?["status"]?["exec_info"]?["queue_remaining"] == 0)
        {
            _pack.WakeAll();
            await UntilIdleAsync();
        }

        _sockets[name] = new ReplayedSocket(await _server.ConnectAsync(clientId), _recording.ChangesBusyQueue);
    }

    private async Task ExpectAsync(ReplayedSocket socket, JsonObject line)
    {
        var frame = new Frame(line["json"]?.DeepClone().AsObject(), line["binary"] is { } binary ? Convert.FromBase64String((string)binary!) : null);
        if (frame.Type == "progress_state")
        {
            foreach ((string nodeId, JsonNode? node) in frame.Data!["nodes"]!.AsObject())
            {
                if ((string?)node!["state"] == "finished" && _awake.Add(nodeId))
                {
                    // A sleeping node does not report progress, as the recorded one did all the time.
                    await socket.CatchUpAsync(_cancellationToken, EventSequence.Status, EventSequence.Progress);
                    _pack.Wake(nodeId);
                }
            }
        }

        socket.Expected.Add(frame);
    }

    private async Task RequestAsync(JsonObject line)
    {
        // The status that a request causes may be recorded before the request.
        foreach (ReplayedSocket socket in _sockets.Values)
            await socket.CatchUpAsync(_cancellationToken, EventSequence.Status);
        await _http.CompareAsync(line, _promptIds);
    }

    private async Task CloseAsync(ReplayedSocket socket)
    {
        await socket.CatchUpAsync(_cancellationToken);
        await socket.Socket.CloseAsync(_cancellationToken);
        Assert.Equal(socket.Expected.Types, socket.Seen.Types);
        Assert.Equal(socket.Expected.Contents(_recorded), socket.Seen.Contents(_replayed));
    }

    /// <summary>Executes what the recorded server had executed when the scenario began.</summary>
    private async Task PrepareAsync()
    {
        if (Preparation.For(_recording) is not { } submission)
            return;
        foreach (string nodeId in submission["prompt"]!.AsObject().Select(node => node.Key))
            _pack.Wake(nodeId);
        await _server.PostAsync("/prompt", submission);
        await UntilIdleAsync();
    }

    /// <summary>Waits until a status says that a queue that was not empty is empty.</summary>
    private Task UntilIdleAsync() => _observer.ReadUntilAsync(
        frame => frame.Type == "status" && frame.Data!["sid"] is null && (int)frame.Data["status"]!["exec_info"]!["queue_remaining"]! == 0,
        _cancellationToken);
}
