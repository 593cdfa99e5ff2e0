namespace ComfyTyped;

/// <summary>What becomes of the runs of a server that leaves a <see cref="ComfyPool"/>.</summary>
public enum PoolRemoval
{
    /// <summary>The server ends them, and gets no others.</summary>
    Drain,

    /// <summary>They are cancelled there and begin anew on servers that can run them. What no other server can run is drained.</summary>
    Move,
}
