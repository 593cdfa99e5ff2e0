namespace ComfyTyped.Primitives;

/// <summary>Lets one at a time through for each key.</summary>
internal sealed class KeyedGate
{
    private readonly Dictionary<string, Task> _busy = new(StringComparer.Ordinal);

    public async Task<T> RunAsync<T>(string key, Func<Task<T>> action, CancellationToken cancellationToken)
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        while (Enter(key, mine.Task) is { } other)
            await other.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await action().ConfigureAwait(false);
        }
        finally
        {
            lock (_busy)
                _busy.Remove(key);
            mine.SetResult();
        }
    }

    private Task? Enter(string key, Task mine)
    {
        lock (_busy)
        {
            if (_busy.TryGetValue(key, out Task? other))
                return other;
            _busy.Add(key, mine);
            return null;
        }
    }
}
