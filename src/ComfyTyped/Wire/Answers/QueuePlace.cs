namespace ComfyTyped.Wire;

/// <summary>Where a prompt stands in the queue.</summary>
internal enum QueuePlace
{
    /// <summary>Nowhere: it ended, was deleted, or the server was restarted.</summary>
    Absent,

    /// <summary>It waits.</summary>
    Pending,

    /// <summary>It runs.</summary>
    Running,
}
