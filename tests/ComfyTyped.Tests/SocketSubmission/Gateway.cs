using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Tests.SocketSubmission;

/// <summary>A server that takes prompts over its socket and has no HTTP API at all. The test says what it answers; prompts are answered one after the other.</summary>
internal sealed class Gateway : IAsyncDisposable
{
    private readonly Func<GatewayPrompt, Task> _answer;
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stop = new();

    private Gateway(Func<GatewayPrompt, Task> answer)
    {
        _answer = answer;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Run(HandleAsync);
    }

    public string Url => _app.Urls.Single();

    public static async Task<Gateway> StartAsync(Func<GatewayPrompt, Task> answer)
    {
        var gateway = new Gateway(answer);
        await gateway._app.StartAsync();
        return gateway;
    }

    public ComfyClient Connect(Action<ComfyClientOptions>? configure = null)
    {
        var options = new ComfyClientOptions { SubmissionMode = SubmissionMode.Socket, ValidateBeforeSubmit = false };
        configure?.Invoke(options);
        return new ComfyClient(Url, options);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _app.DisposeAsync();
        _stop.Dispose();
    }

    private async Task HandleAsync(HttpContext http)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        using WebSocket socket = await http.WebSockets.AcceptWebSocketAsync();
        try
        {
            byte[] buffer = new byte[64 * 1024];
            int length = 0;
            while (await socket.ReceiveAsync(buffer.AsMemory(length), _stop.Token) is { MessageType: WebSocketMessageType.Text } part)
            {
                length += part.Count;
                if (!part.EndOfMessage)
                    continue;
                JsonElement message = JsonElement.Parse(buffer.AsSpan(0, length));
                length = 0;
                if (message.GetProperty("type").GetString() == "execute")
                    await _answer(new GatewayPrompt(socket, message.GetProperty("data"), _stop.Token));
            }
        }
        catch (Exception problem) when (problem is WebSocketException or OperationCanceledException)
        {
            // The client has gone, or the test is over.
        }
    }
}

/// <summary>A prompt that the gateway got, and the way to answer it.</summary>
internal sealed record GatewayPrompt(WebSocket Socket, JsonElement Data, CancellationToken Stop)
{
    /// <summary>Gets the prefix of the prompt's SaveImage, by which tests tell prompts apart.</summary>
    public string Prefix => Data.GetProperty("prompt").GetProperty("2").GetProperty("inputs").GetProperty("filename_prefix").GetString()!;

    public string Id => Data.GetProperty("prompt_id").GetString()!;

    public async Task SayAsync(params string[] messages)
    {
        foreach (string message in messages)
            await Socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, Stop);
    }
}
