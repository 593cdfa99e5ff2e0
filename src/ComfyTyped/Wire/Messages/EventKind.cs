namespace ComfyTyped.Wire;

/// <summary>The <c>type</c> of a JSON message of the socket.</summary>
internal enum EventKind
{
    Unknown,
    Status,
    ExecutionStart,
    ExecutionCached,
    Executing,
    Progress,
    ProgressState,
    Executed,
    ExecutionSuccess,
    ExecutionError,
    ExecutionInterrupted,
    FeatureFlags,
    Logs,
    Notification,
}
