using System.Runtime.CompilerServices;
using ComfyTyped.Client;

namespace ComfyTyped;

/// <content>Watching the servers of a pool.</content>
public sealed partial class ComfyPool
{
    /// <summary>
    /// Asks all servers again and again what they do and have, as <see cref="ComfyClient.WatchAsync"/> does with one. <see cref="Servers"/> tells what the pool
    /// knows anyway, without asking.
    /// </summary>
    /// <param name="interval">The pause between two rounds; more than zero and at most 24 days.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>In each round one snapshot of each server; without end.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The interval is none.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IAsyncEnumerable<ServerSnapshot> WatchAsync(TimeSpan interval, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        ComfyClientOptions.ThrowIfNoPause(interval, nameof(interval));
        return WatchOnAsync(interval, cancellationToken);
    }

    private async IAsyncEnumerable<ServerSnapshot> WatchOnAsync(TimeSpan interval, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var gauge = new ServerGauge();
        while (true)
        {
            ServerSnapshot[] round = await Task.WhenAll(_router.Servers.Select(server => server.Client.TryGetSnapshotAsync(cancellationToken))).ConfigureAwait(false);
            gauge.Show(round);
            foreach (ServerSnapshot snapshot in round)
                yield return snapshot;
            await Task.Delay(interval, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }
}
