using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;

namespace ComfyTyped.Testing.Tests.Support;

/// <summary>A client's socket, by hand: reads everything as it comes and keeps it.</summary>
internal sealed class EventSocket : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly Channel<Frame> _incoming = Channel.CreateBounded<Frame>(100_000);
    private readonly List<Frame> _read = [];
    private readonly CancellationTokenSource _leaving = new();
    private readonly TaskCompletionSource _beginning = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<bool> _receiving = Task.FromResult(true);

    /// <summary>Everything that has been read so far, in order.</summary>
    public IReadOnlyList<Frame> Frames => _read;

    /// <summary>Ends when the beginning of a message has come without the rest.</summary>
    public Task Beginning => _beginning.Task;

    /// <summary>Ends with the connection: whether the server has said goodbye.</summary>
    public Task<bool> EndedWithGoodbye => _receiving;

    public static async Task<EventSocket> ConnectAsync(Uri server, string clientId, CancellationToken cancellationToken)
    {
        var result = new EventSocket();
        await result._socket.ConnectAsync(new Uri($"ws://{server.Authority}/ws?clientId={clientId}"), cancellationToken);
        result._receiving = result.ReceiveAsync();
        return result;
    }

    public Task SendAsync(string text, CancellationToken cancellationToken) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    /// <summary>Reads frames up to and including the first that fits.</summary>
    public async Task<Frame> ReadUntilAsync(Func<Frame, bool> fits, CancellationToken cancellationToken)
    {
        while (true)
        {
            Frame frame = await _incoming.Reader.ReadAsync(cancellationToken);
            _read.Add(frame);
            if (fits(frame))
                return frame;
        }
    }

    /// <summary>Reads up to the end marker of a prompt.</summary>
    public Task<Frame> ReadUntilEndAsync(string promptId, CancellationToken cancellationToken) => ReadUntilAsync(
        frame => frame.Type == "executing" && frame.Data!["node"] is null && (string?)frame.Data["prompt_id"] == promptId, cancellationToken);

    /// <summary>Reads what has arrived before the server answered a close.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, cancellationToken);
        await _receiving.WaitAsync(cancellationToken);
        while (_incoming.Reader.TryRead(out Frame? frame))
            _read.Add(frame);
    }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _receiving;
        _socket.Dispose();
        _leaving.Dispose();
    }

    private async Task<bool> ReceiveAsync()
    {
        byte[] buffer = new byte[64 * 1024];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                ValueWebSocketReceiveResult part = await _socket.ReceiveAsync(buffer.AsMemory(), _leaving.Token);
                if (part.MessageType == WebSocketMessageType.Close)
                    break;
                message.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage)
                {
                    _beginning.TrySetResult();
                    continue;
                }

                byte[] bytes = message.ToArray();
                await _incoming.Writer.WriteAsync(part.MessageType == WebSocketMessageType.Binary ? new Frame(Json: null, bytes) : Frame.Of(bytes));
                message.SetLength(0);
            }
        }
        catch (Exception problem) when (problem is WebSocketException or OperationCanceledException)
        {
            // The test leaves, or the server has gone.
            return false;
        }
        finally
        {
            _incoming.Writer.TryComplete();
        }

        return true;
    }
}
