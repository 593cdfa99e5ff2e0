namespace ComfyTyped;

/// <summary>Which time limit a run has passed.</summary>
public enum RunTimeoutReason
{
    /// <summary><see cref="ComfyClientOptions.QueueTimeout"/>: it waited too long for its turn.</summary>
    Queue,

    /// <summary><see cref="ComfyClientOptions.SilenceTimeout"/>: the server made no progress with it for too long.</summary>
    Silence,

    /// <summary><see cref="ComfyClientOptions.RunTimeout"/>: it took too long altogether.</summary>
    Run,

    /// <summary><see cref="ComfyClientOptions.AnswerTimeout"/>: it was sent over the socket, and the server has said nothing to it.</summary>
    Answer,
}
