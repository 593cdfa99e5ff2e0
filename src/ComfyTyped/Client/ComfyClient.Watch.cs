using System.Runtime.CompilerServices;
using ComfyTyped.Client;

namespace ComfyTyped;

/// <content>Watching a server.</content>
public sealed partial class ComfyClient
{
    /// <summary>Asks the server what it does and has: its queue (<c>GET /queue</c>) and its memory (<c>GET /system_stats</c>).</summary>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The server at this moment.</returns>
    /// <exception cref="ComfyServerException">The server answers with a failure.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    public async Task<ServerSnapshot> GetSnapshotAsync(CancellationToken cancellationToken = default)
    {
        QueueSnapshot queue = await Queue.GetAsync(cancellationToken).ConfigureAwait(false);
        SystemStats stats = await GetSystemStatsAsync(cancellationToken).ConfigureAwait(false);
        return new ServerSnapshot(Url, _time.GetUtcNow(), [.. queue.Running.Select(prompt => prompt.PromptId)], queue.Pending.Count, stats, null);
    }

    /// <summary>
    /// Asks the server again and again what it does and has. A server that does not answer ends nothing: its snapshot has a <see cref="ServerSnapshot.Failure"/>.
    /// While it goes on, the meter <see cref="ComfyDiagnostics.MeterName"/> tells the same as gauges.
    /// </summary>
    /// <param name="interval">The pause between two snapshots; more than zero and at most 24 days. The queue is asked for with all its prompts, so that seconds are better than less.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Snapshots without end; break out of the loop or cancel it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The interval is none.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IAsyncEnumerable<ServerSnapshot> WatchAsync(TimeSpan interval, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        ComfyClientOptions.ThrowIfNoPause(interval, nameof(interval));
        return WatchOnAsync(interval, cancellationToken);
    }

    /// <summary>Gives a snapshot in any case.</summary>
    internal async Task<ServerSnapshot> TryGetSnapshotAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await GetSnapshotAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ComfyException failure)
        {
            return new ServerSnapshot(Url, _time.GetUtcNow(), [], 0, null, failure);
        }
    }

    private async IAsyncEnumerable<ServerSnapshot> WatchOnAsync(TimeSpan interval, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var gauge = new ServerGauge();
        while (true)
        {
            ServerSnapshot snapshot = await TryGetSnapshotAsync(cancellationToken).ConfigureAwait(false);
            gauge.Show(snapshot);
            yield return snapshot;
            await Task.Delay(interval, _time, cancellationToken).ConfigureAwait(false);
        }
    }
}
