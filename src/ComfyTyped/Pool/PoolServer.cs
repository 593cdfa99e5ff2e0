using ComfyTyped.Pool;
using ComfyTyped.Primitives;

namespace ComfyTyped;

/// <summary>A server of a <see cref="ComfyPool"/>, as the pool last saw it.</summary>
public sealed class PoolServer
{
    private readonly Lazy<Task> _parting;
    private volatile ServerStatus _status = ServerStatus.Unknown;

    internal PoolServer(ComfyClient client, ComfyPoolOptions options)
    {
        Client = client;
        _parting = new Lazy<Task>(EndAsync);
        Capabilities = new ServerCapabilities(client, options.TimeProvider, options.CapabilityLifetime);
        Abandoned = new AbandonedRuns(client, options.TimeProvider, SafeLogger.For<ComfyPool>(options.LoggerFactory));
    }

    /// <summary>Gets the server's address, without credentials.</summary>
    public Uri Url => Client.Url;

    /// <summary>Gets its client, for what is about this server only: its queue, history, files, memory. The pool owns it and disposes it; runs that it starts itself do not move.</summary>
    public ComfyClient Client { get; }

    /// <summary>Gets how it is.</summary>
    public PoolServerState State => _status.State;

    /// <summary>Gets why it is down, or null when it is not. For people, not for programs.</summary>
    public string? Failure => _status.Failure;

    /// <summary>Gets how many prompts ran or waited in its queue at the last probe, those of all clients; 0 when it is down.</summary>
    public int QueueLength => _status.Remaining;

    /// <summary>Gets how many runs of the pool are there at the moment.</summary>
    public int Runs => _status.Runs;

    /// <summary>Gets the model files that the last run of the pool there used, which the server presumably has in memory. None after it was down.</summary>
    public IReadOnlyCollection<string> LoadedModels => _status.Models;

    /// <summary>Gets whether it is being removed and gets no more runs.</summary>
    public bool IsLeaving => _status.Removal is not null;

    /// <summary>Gets or sets all of that; the router sets it.</summary>
    internal ServerStatus Status { get => _status; set => _status = value; }

    internal ServerCapabilities Capabilities { get; }

    internal AbandonedRuns Abandoned { get; }

    /// <summary>Gets or sets what probes it, from when it is in the pool.</summary>
    internal ServerHealth Health { get; set; } = null!;

    /// <summary>Ends all that the pool has to do with it, once. No run is there any more.</summary>
    internal Task PartAsync() => _parting.Value;

    /// <summary>Gives the address and the state.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => $"{Url} ({State})";

    private async Task EndAsync()
    {
        await Health.DisposeAsync().ConfigureAwait(false);
        try
        {
            await Abandoned.CloseAsync().ConfigureAwait(false);
        }
        finally
        {
            await Client.DisposeAsync().ConfigureAwait(false);
        }
    }
}
