using ComfyTyped.Testing.Faults;

namespace ComfyTyped.Testing;

/// <summary>Some bytes of the message are others, by the dice of the plan. Text stays text: what JSON there was need not be JSON any more.</summary>
public sealed record GarbleMessage : MessageFault
{
    private const int FirstPrintable = ' ';
    private const int LastPrintable = '~';

    /// <summary>Gets the share of the bytes that are drawn anew; it is at least one byte.</summary>
    /// <value>The default is 0.05. From 0 to 1.</value>
    public double Share { get; init; } = 0.05;

    internal override void Validate()
    {
        base.Validate();
        if (!(Share is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(Share), Share, "A share lies between 0 and 1.");
    }

    internal override Task SendAsync(SentMessage message, Func<SentMessage, Task> next, SocketLine line)
    {
        // The server's JSON is ASCII, so that printable characters keep a text frame valid.
        byte[] bytes = message.Bytes.ToArray();
        for (int count = Math.Max(1, (int)(bytes.Length * Share)); count > 0 && bytes.Length > 0; count--)
        {
            int value = message.IsBinary ? line.Faults.Throw(256) : line.Faults.Throw(LastPrintable - FirstPrintable + 1) + FirstPrintable;
            bytes[line.Faults.Throw(bytes.Length)] = (byte)value;
        }

        return next(message with { Bytes = bytes });
    }
}
