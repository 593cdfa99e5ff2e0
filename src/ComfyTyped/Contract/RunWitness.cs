namespace ComfyTyped;

/// <summary>Who was the first to tell that a run has ended. They watch it together, so that none of them is needed.</summary>
public enum RunWitness
{
    /// <summary>An event of the socket.</summary>
    Socket,

    /// <summary>The server's history (<c>GET /history/{id}</c>), when the socket had not told.</summary>
    History,

    /// <summary>The server's queue (<c>GET /queue</c>), which knew the run no more, while there was no history but its success had been told.</summary>
    Queue,

    /// <summary>The server's jobs (<c>GET /api/jobs/{id}</c>, servers since 0.6 and Comfy Cloud), when the socket had not told.</summary>
    Jobs,
}
