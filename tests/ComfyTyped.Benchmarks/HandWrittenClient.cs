using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace ComfyTyped.Benchmarks;

/// <summary>The least that a program can do by hand to run a prompt: post it, read frames until it is over, read the history.</summary>
internal sealed class HandWrittenClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly ClientWebSocket _socket = new();
    private readonly string _clientId = Guid.NewGuid().ToString();
    private readonly byte[] _buffer = new byte[1024 * 1024];

    public HandWrittenClient(Uri url) => _http = new HttpClient { BaseAddress = url };

    public Task ConnectAsync() =>
        _socket.ConnectAsync(new Uri($"ws://{_http.BaseAddress!.Authority}/ws?clientId={_clientId}"), CancellationToken.None);

    public async Task<int> RunAsync(string prompt)
    {
        using var content = new StringContent($$"""{"client_id":"{{_clientId}}","prompt":{{prompt}}}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _http.PostAsync("/api/prompt", content);
        using JsonDocument answer = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync());
        string id = answer.RootElement.GetProperty("prompt_id").GetString()!;
        while (!await IsEndAsync(id))
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

    private async Task<bool> IsEndAsync(string id)
    {
        int length = 0;
        ValueWebSocketReceiveResult frame;
        do
        {
            frame = await _socket.ReceiveAsync(_buffer.AsMemory(length), CancellationToken.None);
            length += frame.Count;
        }
        while (!frame.EndOfMessage);
        if (frame.MessageType != WebSocketMessageType.Text)
            return false;
        using JsonDocument document = JsonDocument.Parse(_buffer.AsMemory(0, length));
        JsonElement root = document.RootElement;
        return root.GetProperty("type").ValueEquals("executing")
            && root.GetProperty("data") is var data
            && data.GetProperty("node").ValueKind == JsonValueKind.Null
            && data.GetProperty("prompt_id").ValueEquals(id);
    }
}
