namespace ComfyTyped;

/// <summary>How a client hears of its runs.</summary>
public enum ConnectionMode
{
    /// <summary>By the socket, which is opened by the first run; history and queue are asked as well when it is silent or gone.</summary>
    Socket,

    /// <summary>
    /// By asking for history and queue only, for hosts without a socket. There are no previews and no progress, and what the nodes made comes all at
    /// once at the end. The pauses grow from <see cref="ComfyClientDefaults.DisconnectedPollInterval"/> to <see cref="ComfyClientOptions.HistoryPollInterval"/>.
    /// </summary>
    PollingOnly,
}
