namespace ComfyTyped;

/// <summary>Where a node stands in a run.</summary>
public enum NodeState
{
    /// <summary>A state that this version does not know.</summary>
    Unknown,

    /// <summary>It waits for its inputs.</summary>
    Pending,

    /// <summary>It runs, or waits for nodes it has expanded into.</summary>
    Running,

    /// <summary>It is done, or was cached.</summary>
    Finished,

    /// <summary>It failed.</summary>
    Error,
}
