using ComfyTyped.Wire;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Runs;

/// <summary>What all runs of a client share.</summary>
internal sealed class RunServices
{
    public required ClientSockets Sockets { get; init; }

    public required ServerApi Api { get; init; }

    public required Lookout Lookout { get; init; }

    public required TakeBacks TakeBacks { get; init; }

    public required ComfyClientOptions Options { get; init; }

    public required ILogger Logger { get; init; }

    public TimeProvider Time => Options.TimeProvider;
}
