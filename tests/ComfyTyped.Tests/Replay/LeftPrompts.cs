namespace ComfyTyped.Tests.Replay;

/// <summary>
/// What a client has left on a server: ComfyUI takes every prompt, also one with an id that it has already, and each deletion takes one of them away. The first
/// runs at once; copies wait behind it.
/// </summary>
internal sealed class LeftPrompts
{
    private readonly object _gate = new();
    private int _copies;
    private bool _isTaken;
    private bool _isTakenBack;

    /// <summary>The copies that wait, and would run after the prompt.</summary>
    public int Copies
    {
        get
        {
            lock (_gate)
                return _copies;
        }
    }

    /// <summary>Whether the prompt was accepted, and nothing has come since to stop it.</summary>
    public bool IsFollowedByNobody
    {
        get
        {
            lock (_gate)
                return _isTaken && !_isTakenBack;
        }
    }

    public void OnAccepted()
    {
        lock (_gate)
        {
            if (_isTaken)
                _copies++;
            _isTaken = true;
            _isTakenBack = false;
        }
    }

    public void OnDeleted(int times)
    {
        lock (_gate)
        {
            _copies = Math.Max(0, _copies - times);
            _isTakenBack |= times > 0;
        }
    }

    public void OnInterrupted()
    {
        lock (_gate)
            _isTakenBack = true;
    }

    /// <summary>A cancellation means the prompt while it runs, and then one copy.</summary>
    public void OnCancelled(bool isRunning)
    {
        lock (_gate)
        {
            if (!isRunning && _copies > 0)
                _copies--;
            _isTakenBack = true;
        }
    }
}
