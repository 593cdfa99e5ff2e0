using ComfyTyped.Client;
using ComfyTyped.Connection;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Pool;

/// <summary>Runs that have moved away from a server out of reach: it may still have them, and is told to drop them when it is back.</summary>
internal sealed class AbandonedRuns(ComfyClient client, ILogger logger)
{
    private readonly object _gate = new();
    private readonly HashSet<string> _promptIds = new(StringComparer.Ordinal);

    public void Add(string promptId)
    {
        lock (_gate)
            _promptIds.Add(promptId);
    }

    /// <summary>Tells the server. Of what it has not heard it is told again.</summary>
    /// <returns>How many runs it was told of.</returns>
    /// <exception cref="ComfyException">It cannot be told now.</exception>
    public async Task<int> DropAsync(CancellationToken cancellationToken)
    {
        string[] promptIds;
        lock (_gate)
            promptIds = [.. _promptIds];
        foreach (string promptId in promptIds)
        {
            try
            {
                await client.Launcher.TakeBackAsync(promptId, cancellationToken).ConfigureAwait(false);
            }
            catch (ComfyServerException failure) when (!RequestRetry.IsPassing(failure))
            {
                // It answers, so that it is not down, but lets nobody cancel.
                Log.CancelFailed(logger, promptId, failure);
            }
            lock (_gate)
                _promptIds.Remove(promptId);
        }
        return promptIds.Length;
    }
}
