namespace ComfyTyped.Wire;

/// <summary>Where a run is.</summary>
internal enum RunPlace
{
    /// <summary>Nowhere: it was deleted, or the server was restarted.</summary>
    Absent,

    /// <summary>It waits in the queue.</summary>
    Pending,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It has ended.</summary>
    Ended,

    /// <summary>The server says that it has lost it.</summary>
    Lost,
}
