using ComfyTyped.Testing.Protocol;
using ComfyTyped.Testing.Sockets;

namespace ComfyTyped.Testing.Execution;

/// <summary>The prompts that wait and the one that runs. Every change tells all sockets how many there are.</summary>
internal sealed class PromptQueue(SocketHub hub) : IDisposable
{
    private readonly object _gate = new();
    private readonly SortedSet<QueueItem> _pending = [];
    private readonly SemaphoreSlim _arrivals = new(0);
    private QueueItem? _running;

    /// <summary>The number of prompts that wait or run.</summary>
    public int Remaining
    {
        get
        {
            lock (_gate)
                return _pending.Count + (_running is null ? 0 : 1);
        }
    }

    public (IReadOnlyList<QueueItem> Running, IReadOnlyList<QueueItem> Pending) Snapshot()
    {
        lock (_gate)
            return (_running is null ? [] : [_running], [.. _pending]);
    }

    public void Submit(QueueItem item)
    {
        lock (_gate)
        {
            _pending.Add(item);
            SendStatus();
        }

        _arrivals.Release();
    }

    /// <summary>Does something that no change of the queue may come between, and tells it how many prompts there are.</summary>
    public void Hold(Action<int> action)
    {
        lock (_gate)
            action(_pending.Count + (_running is null ? 0 : 1));
    }

    /// <summary>Waits for a prompt, and makes it the running one.</summary>
    /// <param name="announce">Called before anybody can see that the prompt runs.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task TakeAsync(Action<QueueItem> announce, CancellationToken cancellationToken)
    {
        while (true)
        {
            await _arrivals.WaitAsync(cancellationToken);
            lock (_gate)
            {
                // A prompt that was deleted has left its arrival behind.
                if (_pending.Min is not { } next)
                    continue;
                _pending.Remove(next);
                announce(next);
                _running = next;
                SendStatus();
                return;
            }
        }
    }

    /// <summary>Ends the running prompt, whose history entry must be readable by now.</summary>
    public void Finish()
    {
        lock (_gate)
        {
            _running = null;
            SendStatus();
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _pending.Clear();
            SendStatus();
        }
    }

    /// <summary>Removes a waiting prompt; a running or unknown one is left alone.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Delete(string promptId)
    {
        lock (_gate)
        {
            bool isFound = _pending.RemoveWhere(item => item.PromptId == promptId) > 0;
            if (isFound)
                SendStatus();
            return isFound;
        }
    }

    public void Dispose() => _arrivals.Dispose();

    private void SendStatus() => hub.Send(ServerEvents.Status(_pending.Count + (_running is null ? 0 : 1)), clientId: null);
}
