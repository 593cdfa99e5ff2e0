using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Tests.Replay;

/// <summary>What the server answers, and what it checks.</summary>
internal sealed partial class ReplayServer
{
    private async Task HandleAsync(HttpContext context)
    {
        if (context.Request.Path == "/ws" && IsRefused(context))
        {
            context.Response.StatusCode = 401;
            return;
        }
        if (context.Request.Path == "/ws")
        {
            await AcceptSocketAsync(context);
            return;
        }
        SentRequest request = await ReadAsync(context.Request);
        _requests.Enqueue(request);
        Check(request.Path.StartsWith("/api/", StringComparison.Ordinal), $"{request.Path} is not an /api route");
        if (_faults.Answer is { } answer && await answer(context))
            return;
        switch (request.Method, request.Path["/api".Length..])
        {
            case ("POST", "/prompt"):
                await SubmitAsync(context, request);
                break;
            case ("GET", var path) when path.StartsWith("/history/", StringComparison.Ordinal):
                await WriteJsonAsync(context, 200, History(path["/history/".Length..]));
                break;
            case ("GET", "/queue"):
                await WriteJsonAsync(context, 200, Queue());
                break;
            case ("POST", "/queue"):
                _left.OnDeleted(request.Json.GetProperty("delete").EnumerateArray().Count(id => id.GetString() == _promptId));
                _isDeleted |= _faults.StaysPending && request.Json.GetProperty("delete").EnumerateArray().Any(id => id.GetString() == _promptId);
                break;
            case ("POST", "/interrupt"):
                if (request.Json.TryGetProperty("prompt_id", out JsonElement id) && id.GetString() == _promptId)
                {
                    _left.OnInterrupted();
                    _interrupted.TrySetResult();
                }
                break;
            case (_, var path) when HasJobs && path.StartsWith("/jobs/", StringComparison.Ordinal):
                await AnswerJobAsync(context, request);
                break;
            case ("GET", "/system_stats"):
                await WriteJsonAsync(context, 200, $$$"""{"system":{"comfyui_version":"{{{_faults.Version ?? _recording.Version}}}"},"devices":[]}""");
                break;
            default:
                await WriteRecordedAsync(context);
                break;
        }
    }

    private bool IsRefused(HttpContext context) =>
        _faults.RefuseSocket?.Invoke(context) == true || (_isBroken && !_isContinued && Interlocked.Increment(ref _refused) <= _faults.RefusedAfterBreak);

    private async Task AcceptSocketAsync(HttpContext context)
    {
        Check(context.WebSockets.IsWebSocketRequest, "/ws without an upgrade");
        string clientId = context.Request.Query["clientId"].ToString();
        _clientId = clientId;
        _clientIds.Enqueue(clientId);
        SocketHeaders = HeadersOf(context.Request);
        Check(!_known.IsOpen(clientId), "a second socket of one id beside one that is open");
        using WebSocket socket = await _known.AddAsync(clientId, context.WebSockets.AcceptWebSocketAsync);
        byte[] buffer = new byte[4096];
        try
        {
            ValueWebSocketReceiveResult hello = await socket.ReceiveAsync(buffer.AsMemory(), _stop.Token);
            string text = Encoding.UTF8.GetString(buffer, 0, hello.Count);
            Check(text == """{"type":"feature_flags","data":{"supports_preview_metadata":true}}""", $"the first message is {text}");
            _sockets.Writer.TryWrite(socket);
            ValueWebSocketReceiveResult next = await socket.ReceiveAsync(buffer.AsMemory(), _stop.Token);
            Check(next.MessageType == WebSocketMessageType.Close, "a second message of the client");
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _stop.Token);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // The client, or a fault of this replay, has cut the line.
        }
        finally
        {
            _known.End(socket);
        }
    }

    private async Task SubmitAsync(HttpContext context, SentRequest request)
    {
        JsonElement body = request.Json;
        string clientId = body.GetProperty("client_id").GetString()!;
        Check(!_clientIds.IsEmpty, "submitted before the socket was open");
        Check(request.Headers["Content-Type"] == "application/json", $"the content type is {request.Headers["Content-Type"]}");
        Check(_clientIds.Contains(clientId), "the client id is not that of a socket");
        (_clientId, _submitter) = (clientId, clientId);
        string promptId = body.GetProperty("prompt_id").GetString()!;
        Check(Guid.TryParseExact(promptId, "D", out Guid guid) && guid.ToString("D") == promptId, $"the prompt id is {promptId}");
        if (_recording.Submission.Json.GetProperty("request").TryGetProperty("prompt", out JsonElement prompt) && prompt.ValueKind == JsonValueKind.Object)
            Check(JsonElement.DeepEquals(prompt, body.GetProperty("prompt")), $"the prompt is {body.GetProperty("prompt")}");
        _promptId = _faults.OwnPromptId ?? promptId;
        bool isAnswered = _faults.AnswerAccepted is { } answer && await answer(context);
        _left.OnAccepted();
        _submitted.TrySetResult();
        if (isAnswered)
            return;
        if (_faults.FramesBeforeAnswer)
            await _play;
        await WriteAsync(context, _recording.Submission);
    }

    private string History(string id)
    {
        Check(_submitted.Task.IsCompleted, "the history was read before the submission");
        bool isThere = id == _promptId && _hasHistory && !_faults.NoHistory && !_faults.Forgets && !_isDeleted;
        if (!isThere || Interlocked.Increment(ref _historyReads) <= _faults.EmptyHistories)
            return "{}";
        return _faults.HistoryAnswer ?? _recording.HistoryAnswer;
    }

    private string Queue()
    {
        string item = $$"""[1,"{{_promptId}}",{},{},[]]""";
        bool isListed = _submitted.Task.IsCompleted && !_hasHistory && !_faults.Forgets && !_isDeleted;
        IEnumerable<string> copies = Enumerable.Repeat(item, _left.Copies);
        string pending = string.Join(',', isListed && _faults.StaysPending ? copies.Append(item) : copies);
        string running = isListed && !_faults.StaysPending ? item : "";
        return $$"""{"queue_running":[{{running}}],"queue_pending":[{{pending}}]}""";
    }

    /// <summary>Answers any other request as the recording does.</summary>
    private async Task WriteRecordedAsync(HttpContext context)
    {
        string path = context.Request.Path.Value!["/api".Length..];
        RecordedEntry? entry = _recording.Entries.FirstOrDefault(entry =>
            entry.Kind == "http" && entry.Path!.Split('?')[0] == path && SameQuery(entry.Path, context.Request.Query));
        if (entry is null)
            context.Response.StatusCode = 404;
        else
            await WriteAsync(context, entry);
    }

    private static bool SameQuery(string path, IQueryCollection query) =>
        !path.Contains('?', StringComparison.Ordinal)
        || path.Split('?')[1].Split('&').Select(part => part.Split('=', 2)).All(part => query[part[0]] == part[1]);

    private async Task WriteAsync(HttpContext context, RecordedEntry entry)
    {
        JsonElement response = entry.Json.GetProperty("response");
        context.Response.StatusCode = entry.Status;
        if (response.TryGetProperty("json", out JsonElement json))
            await WriteJsonAsync(context, entry.Status, json.GetRawText());
        else if (response.TryGetProperty("text", out JsonElement text))
            await context.Response.WriteAsync(text.GetString()!);
        else
            await context.Response.Body.WriteAsync(response.GetProperty("base64").GetBytesFromBase64());
    }

    private async Task WriteJsonAsync(HttpContext context, int status, string json)
    {
        byte[] bytes = MapIds(Encoding.UTF8.GetBytes(json));
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes);
    }

    private static async Task<SentRequest> ReadAsync(HttpRequest request)
    {
        request.EnableBuffering();
        using var reader = new StreamReader(request.Body, Encoding.UTF8, leaveOpen: true);
        string body = await reader.ReadToEndAsync();
        request.Body.Position = 0;
        return new SentRequest(request.Method, request.Path.Value!, body, HeadersOf(request));
    }

    private static Dictionary<string, string> HeadersOf(HttpRequest request) =>
        request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);

    private void Check(bool isFine, string violation)
    {
        if (!isFine)
            _violations.Enqueue(violation);
    }
}
