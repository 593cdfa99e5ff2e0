using ComfyTyped.Options;

namespace ComfyTyped;

/// <content>How long transfers may stall, and how many bytes a server can make this process keep.</content>
public sealed partial class ComfyClientOptions
{
    /// <summary>
    /// Gets or sets how long a transfer may make no progress: an upload of which no byte leaves, or whose answer does not come after the last one; a
    /// download that brings nothing although it is read; a <see cref="LocalFile"/> or stream of the application that does not open or gives nothing. A
    /// transfer that moves takes as long as it needs.
    /// </summary>
    /// <value>
    /// The default is <see cref="ComfyClientDefaults.TransferStallTimeout"/>; more than zero and at most 24 days. Beyond it the transfer fails with a
    /// <see cref="ComfyConnectionException"/>, or a <see cref="FileTransferException"/> if the source of a run's file is at fault; an upload from a stream that
    /// can be rewound is sent again by <see cref="Retry"/>.
    /// </value>
    public TimeSpan TransferStallTimeout { get; set; } = ComfyClientDefaults.TransferStallTimeout;

    /// <summary>
    /// Gets or sets how large an answer of the server may be that is read into memory: everything but the files that a run has made. The nodes of a run may
    /// report as much over the WebSocket, in all; what is beyond it comes from the history.
    /// </summary>
    /// <value>
    /// The default is <see cref="ComfyClientDefaults.MaxResponseBytes"/>; at least 1. A larger answer fails with a <see cref="ComfyServerException"/>, at once
    /// if it announces its length. A history, a queue and a node catalog hold tens of megabytes on busy servers.
    /// </value>
    public int MaxResponseBytes { get; set; } = ComfyClientDefaults.MaxResponseBytes;

    /// <summary>Gets or sets how large a message of the WebSocket may be: an event, a preview, or a whole picture of a node such as SaveImageWebsocket.</summary>
    /// <value>
    /// The default is <see cref="ComfyClientDefaults.MaxMessageBytes"/>; at least 1. A larger message closes the connection, which is then reopened by
    /// <see cref="ReconnectPolicy"/>; <see cref="ConnectionChangedEvent.Reason"/> names this option, and the runs learn from the history what they missed.
    /// </value>
    public int MaxMessageBytes { get; set; } = ComfyClientDefaults.MaxMessageBytes;

    /// <summary>
    /// Gets or sets how many bytes the events of a run take up that wait for a reader, previews above all. Beyond it the oldest progress, preview or notice is
    /// dropped; if what nodes made takes up more all by itself, the oldest of it, which the result has all the same.
    /// </summary>
    /// <value>The default is <see cref="ComfyClientDefaults.EventBufferBytes"/>; at least 1. <see cref="ComfyRun{TResult}.EventsDropped"/> counts what was dropped.</value>
    public long EventBufferBytes { get; set; } = ComfyClientDefaults.EventBufferBytes;

    /// <summary>Gets or sets how many bytes of pictures a run keeps that nodes such as SaveImageWebsocket send over the WebSocket: they are in memory, and nowhere else.</summary>
    /// <value>
    /// The default is <see cref="ComfyClientDefaults.MaxSocketImageBytes"/>; at least 1. Pictures beyond it are left out, and the output of their node is
    /// <see cref="NodeOutput.IsIncomplete"/>.
    /// </value>
    public long MaxSocketImageBytes { get; set; } = ComfyClientDefaults.MaxSocketImageBytes;

    /// <summary>Gets what an unread run may keep in its events.</summary>
    internal EventLimits EventLimits => new(EventBufferSize, EventBufferBytes);

    private void ValidateLimits()
    {
        EventLimits.ThrowIfInvalid();
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxResponseBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxMessageBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxSocketImageBytes, 1);
        ThrowIfNoPause(TransferStallTimeout, nameof(TransferStallTimeout));
    }
}
