namespace ComfyTyped;

/// <summary>How a server of a <see cref="ComfyPool"/> is.</summary>
public enum PoolServerState
{
    /// <summary>It has not answered yet, and has not failed to.</summary>
    Unknown,

    /// <summary>It answers, and its queue is empty.</summary>
    Up,

    /// <summary>It answers, and something runs or waits in its queue: prompts of any client.</summary>
    Busy,

    /// <summary>It does not answer. It is asked again, with growing pauses.</summary>
    Down,
}
