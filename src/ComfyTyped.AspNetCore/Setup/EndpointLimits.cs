namespace ComfyTyped.AspNetCore.Setup;

/// <summary>How much work, memory and time callers can take.</summary>
internal sealed record EndpointLimits
{
    public required int MaxParallelRuns { get; init; }

    public required long MaxRequestBodySize { get; init; }

    public required int MaxSettingsSize { get; init; }

    public required long MaxBufferedBytes { get; init; }

    public required TimeSpan RequestBodyTimeout { get; init; }

    public required TimeSpan UploadTimeout { get; init; }

    public required TimeSpan RunTimeout { get; init; }

    public required TimeSpan KeepRunsFor { get; init; }

    public required int MaxKeptRuns { get; init; }

    public required long MaxKeptBytes { get; init; }
}
