namespace ComfyTyped.Pool;

/// <summary>Runs that have moved away from a server out of reach: it may still have them, and is told to drop them when it is back.</summary>
internal sealed class AbandonedRuns(ComfyClient client)
{
    private readonly object _gate = new();
    private HashSet<string> _promptIds = new(StringComparer.Ordinal);

    public void Add(string promptId)
    {
        lock (_gate)
            _promptIds.Add(promptId);
    }

    /// <summary>Tells the server. Until it has heard, they are kept.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="ComfyException">It cannot be told now.</exception>
    public async Task<int> DropAsync(CancellationToken cancellationToken)
    {
        HashSet<string> promptIds;
        lock (_gate)
        {
            promptIds = _promptIds;
            if (promptIds.Count == 0)
                return 0;
            _promptIds = new HashSet<string>(StringComparer.Ordinal);
        }
        try
        {
            // In this order: a run that begins between the two is caught by the second.
            await client.Queue.DeleteAsync(promptIds, cancellationToken).ConfigureAwait(false);
            foreach (string promptId in promptIds)
                await client.Queue.InterruptAsync(promptId, cancellationToken).ConfigureAwait(false);
            return promptIds.Count;
        }
        catch
        {
            lock (_gate)
                _promptIds.UnionWith(promptIds);
            throw;
        }
    }
}
