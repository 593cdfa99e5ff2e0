using ComfyTyped.Testing.Messages;
using ComfyTyped.Testing.Prompts;
using ComfyTyped.Testing.Python;

namespace ComfyTyped.Testing.Execution;

/// <summary>The prompts that wait and the one that runs. Every change tells all sockets how many there are.</summary>
internal sealed class PromptQueue(SocketHub hub) : IDisposable
{
    private readonly object _gate = new();
    private readonly PromptHeap _pending = new();
    private readonly SemaphoreSlim _arrivals = new(0);
    private QueueItem? _running;
    private long _numbers;

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
            return (_running is null ? [] : [_running], _pending.Items);
    }

    /// <exception cref="PythonException">A prompt with the same number and the same id waits already; both wait now.</exception>
    public void Submit(QueueItem item)
    {
        lock (_gate)
        {
            _pending.Push(item);
            SendStatus();
        }

        _arrivals.Release();
    }

    /// <summary>Takes the next of the numbers that the server gives.</summary>
    public long NextNumber() => Interlocked.Increment(ref _numbers) - 1;

    /// <summary>Does something that no change of the queue may come between, and tells it how many prompts there are.</summary>
    public void Hold(Action<int> action)
    {
        lock (_gate)
            action(_pending.Count + (_running is null ? 0 : 1));
    }

    /// <summary>Waits for a prompt, and makes it the running one.</summary>
    /// <param name="announce">Called before anybody can see that the prompt runs.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="PythonException">Two prompts with the same number and the same id wait, which the worker does not survive.</exception>
    public async Task TakeAsync(Action<QueueItem> announce, CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (_gate)
            {
                if (_pending.Count > 0)
                {
                    QueueItem next = _pending.Pop();
                    announce(next);
                    _running = next;
                    SendStatus();
                    return;
                }
            }

            await _arrivals.WaitAsync(cancellationToken);
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

    /// <summary>Removes one waiting prompt of that id, also when several have it; a running or unknown one is left alone.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Delete(string promptId)
    {
        lock (_gate)
        {
            if (!_pending.RemoveFirst(item => item.PromptId == promptId))
                return false;
            // ComfyUI clears the queue of which it would take the last, and then tells that it has taken one.
            if (_pending.Count == 0)
                SendStatus();
            SendStatus();
            return true;
        }
    }

    public void Dispose() => _arrivals.Dispose();

    private void SendStatus() => hub.Send(ServerEvents.Status(_pending.Count + (_running is null ? 0 : 1)), clientId: null);
}
