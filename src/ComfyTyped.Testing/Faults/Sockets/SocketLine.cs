using System.Buffers.Binary;
using System.Net.WebSockets;
using ComfyTyped.Testing.Protocol;

namespace ComfyTyped.Testing.Faults;

/// <summary>An open socket, the one place where faults meet messages, and what they can do to it.</summary>
internal sealed class SocketLine(WebSocket socket, SocketWire wire, FaultPlan faults, TimeProvider time, Action forget, CancellationToken ending) : IDisposable
{
    private const int PartLength = 64 * 1024;
    private const byte TextFrame = 0x81;
    private const byte BinaryFrame = 0x82;

    private readonly CancellationTokenSource _left = CancellationTokenSource.CreateLinkedTokenSource(ending);
    private readonly List<(SentMessage Message, int Left)> _held = [];
    private bool _isDeaf;

    public WebSocket Socket => socket;

    public FaultPlan Faults => faults;

    /// <summary>Sends a message through all faults that it provokes.</summary>
    public Task DeliverAsync(SentMessage message)
    {
        Func<SentMessage, Task> send = SendAsync;
        foreach (SocketFault fault in faults.Strike<SocketFault>(fault => fault.Fits(message)).AsEnumerable().Reverse())
        {
            Func<SentMessage, Task> next = send;
            send = changed => fault.SendAsync(changed, next, this);
        }

        return send(message);
    }

    /// <summary>Ends what a fault waits for: there is nobody left to wait for it.</summary>
    public void OnLeft() => _left.Cancel();

    /// <summary>Ends the connection without a goodbye. What was sent before still arrives.</summary>
    public void Cut()
    {
        _isDeaf = true;
        wire.End();
    }

    /// <summary>Lets nothing through any more.</summary>
    public void Deafen()
    {
        _isDeaf = true;
        forget();
    }

    public Task PauseAsync(TimeSpan pause) => Task.Delay(pause, time, _left.Token);

    public void HoldBack(SentMessage message, int messages) => _held.Add((message, messages));

    /// <summary>Sends the beginning of a frame, and waits for the client to leave.</summary>
    public async Task StallAsync(SentMessage message)
    {
        if (_isDeaf)
            return;
        wire.Freeze();
        byte[] head = Head(message.IsBinary ? BinaryFrame : TextFrame, message.Bytes.Length);
        await wire.WriteRawAsync([head, message.Bytes[..(message.Bytes.Length / 2)]], _left.Token);
        await Task.Delay(Timeout.Infinite, _left.Token);
    }

    public async Task SendZerosAsync(long length)
    {
        if (!_isDeaf)
            await wire.WriteRawAsync(Parts().Prepend(Head(BinaryFrame, length)), _left.Token);

        IEnumerable<ReadOnlyMemory<byte>> Parts()
        {
            byte[] zeros = new byte[PartLength];
            for (long left = length; left > 0; left -= PartLength)
                yield return zeros.AsMemory(0, (int)Math.Min(left, PartLength));
        }
    }

    public void Dispose() => _left.Dispose();

    private async Task SendAsync(SentMessage message)
    {
        if (_isDeaf)
            return;
        await socket.SendAsync(message.Bytes, message.IsBinary ? WebSocketMessageType.Binary : WebSocketMessageType.Text, endOfMessage: true, ending);
        for (int i = 0; i < _held.Count; i++)
            _held[i] = _held[i] with { Left = _held[i].Left - 1 };
        if (_held.Find(held => held.Left <= 0) is { Message: { } due } late)
        {
            _held.Remove(late);
            await SendAsync(due);
        }
    }

    private static byte[] Head(byte kind, long length)
    {
        if (length < 126)
            return [kind, (byte)length];
        byte[] head = length <= ushort.MaxValue ? [kind, 126, 0, 0] : [kind, 127, 0, 0, 0, 0, 0, 0, 0, 0];
        if (length <= ushort.MaxValue)
            BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(2), (ushort)length);
        else
            BinaryPrimitives.WriteInt64BigEndian(head.AsSpan(2), length);
        return head;
    }
}
