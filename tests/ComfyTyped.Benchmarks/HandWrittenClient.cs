using System.Buffers;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text.Json;

namespace ComfyTyped.Benchmarks;

/// <summary>The least that a program can do by hand to run a prompt: post it, read frames until it is over, read the history.</summary>
internal sealed class HandWrittenClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly ClientWebSocket _socket = new();
    private readonly string _clientId = Guid.NewGuid().ToString();
    private readonly byte[] _buffer = new byte[1024 * 1024];
    private readonly ArrayBufferWriter<byte> _body = new();

    public HandWrittenClient(Uri url) => _http = new HttpClient { BaseAddress = url };

    public Task ConnectAsync() =>
        _socket.ConnectAsync(new Uri($"ws://{_http.BaseAddress!.Authority}/ws?clientId={_clientId}"), CancellationToken.None);

    public async Task<int> RunAsync(ComfyWorkflow workflow)
    {
        using var content = new ReadOnlyMemoryContent(Write(workflow));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using HttpResponseMessage response = await _http.PostAsync("/api/prompt", content);
        using JsonDocument answer = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync());
        string id = answer.RootElement.GetProperty("prompt_id").GetString()!;
        while (!await IsEndAsync())
        {
        }
        byte[] history = await _http.GetByteArrayAsync($"/api/history/{id}");
        return history.Length;
    }

    public void Dispose()
    {
        _socket.Dispose();
        _http.Dispose();
    }

    private ReadOnlyMemory<byte> Write(ComfyWorkflow workflow)
    {
        _body.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(_body);
        writer.WriteStartObject();
        writer.WriteString("client_id", _clientId);
        writer.WritePropertyName("prompt");
        workflow.WriteTo(writer);
        writer.WriteEndObject();
        writer.Flush();
        return _body.WrittenMemory;
    }

    // One run at a time, so the end marker is this run's.
    private async Task<bool> IsEndAsync()
    {
        int length = 0;
        ValueWebSocketReceiveResult frame;
        do
        {
            frame = await _socket.ReceiveAsync(_buffer.AsMemory(length), CancellationToken.None);
            length += frame.Count;
        }
        while (!frame.EndOfMessage);
        ReadOnlySpan<byte> message = _buffer.AsSpan(0, length);
        return frame.MessageType == WebSocketMessageType.Text
            && message.IndexOf("\"executing\""u8) >= 0
            && (message.IndexOf("\"node\":null"u8) >= 0 || message.IndexOf("\"node\": null"u8) >= 0);
    }
}
