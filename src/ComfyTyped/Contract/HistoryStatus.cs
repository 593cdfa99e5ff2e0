namespace ComfyTyped;

/// <summary>How a run in a server's history ended.</summary>
public enum HistoryStatus
{
    /// <summary>The server does not tell.</summary>
    Unknown,

    /// <summary>All its outputs were made.</summary>
    Succeeded,

    /// <summary>A node failed, or the nodes turned out to form a cycle.</summary>
    Failed,

    /// <summary>Someone interrupted it.</summary>
    Interrupted,
}
