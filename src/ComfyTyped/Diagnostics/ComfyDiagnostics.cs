namespace ComfyTyped;

/// <summary>The names under which ComfyTyped can be observed, for instance by OpenTelemetry's <c>AddSource</c> and <c>AddMeter</c>.</summary>
public static class ComfyDiagnostics
{
    /// <summary>The activity source: one activity per run, and below it one for each node that the server executes. No value of a workflow and no credential is in them.</summary>
    public const string ActivitySourceName = "ComfyTyped";

    /// <summary>The meter: runs started, active and ended, how long they took and waited, the bytes of files, and the servers that are watched.</summary>
    public const string MeterName = "ComfyTyped";
}
