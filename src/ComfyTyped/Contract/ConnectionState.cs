namespace ComfyTyped;

/// <summary>How the socket of a client is. It says nothing about the runs: they go on without it, followed by history and queue.</summary>
public enum ConnectionState
{
    /// <summary>There is no socket, and none is sought: before the first run, when it dropped while no run was under way, when the policy gave up, and always when only polling.</summary>
    Disconnected,

    /// <summary>The first run opens it.</summary>
    Connecting,

    /// <summary>It is open.</summary>
    Connected,

    /// <summary>It dropped while runs were under way, and is sought again.</summary>
    Reconnecting,
}
