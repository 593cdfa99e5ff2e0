namespace ComfyTyped;

/// <summary>How a run was lost.</summary>
public enum RunLostReason
{
    /// <summary>
    /// The server was restarted, which empties its queue and history: it was seen down meanwhile, or was out of sight and now has an empty history. Such a
    /// run is sent again if <see cref="ComfyClientOptions.MaxResubmissions"/> allows.
    /// </summary>
    Restarted,

    /// <summary>The server stayed up, as far as can be seen, and knows the run no more: someone deleted it from the queue or the history.</summary>
    Deleted,

    /// <summary>The server was out of reach for <see cref="ComfyClientOptions.UnreachableTimeout"/>. The run may still go on.</summary>
    Unreachable,

    /// <summary>
    /// The run has ended, but the server keeps no history of it or cannot read it, and its outcome was not heard, or not all that its nodes made: the socket
    /// was away meanwhile, or it was more than <see cref="ComfyClientOptions.MaxResponseBytes"/>.
    /// </summary>
    NoHistory,

    /// <summary>The server itself says that it has lost the run (Comfy Cloud's status <c>lost</c>).</summary>
    Reported,

    /// <summary>
    /// The socket has dropped over which the run was sent (<see cref="SubmissionMode.Socket"/>), and the server does not tell of the run by HTTP. The run may
    /// still go on.
    /// </summary>
    SocketDropped,
}
