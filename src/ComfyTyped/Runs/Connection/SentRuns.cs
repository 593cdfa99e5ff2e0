using ComfyTyped.Wire;

namespace ComfyTyped.Runs;

/// <summary>
/// The runs that were sent over the socket, in their order. It finds out whose a message is, and hands it on as the ordinary messages that say the same: by the
/// prompt's id where there is one, ours or the server's own; else it is about the run whose turn it is.
/// </summary>
internal sealed class SentRuns(RunRegistry runs, TimeProvider time) : ISocketListener
{
    private readonly object _gate = new();
    private readonly List<SentRun> _turns = [];
    private SentRun? _named;
    private bool _heedsIds;
    private long _lastSign;

    public void Add(RunState run)
    {
        lock (_gate)
            _turns.Add(new SentRun(run, time.GetTimestamp()));
    }

    /// <summary>Takes out a run that did not get through.</summary>
    public void Remove(RunState run)
    {
        lock (_gate)
            _turns.RemoveAll(turn => turn.Run == run);
    }

    /// <summary>Takes note that nobody waits for a run any more. The server may go on with it, and what it says must not be taken for the next one's.</summary>
    public void Leave(RunState run)
    {
        lock (_gate)
        {
            if (Find(run) is not { } turn)
                return;
            if (_heedsIds || (turn.IsNamed && turn.IsOver))
                _turns.Remove(turn);
            turn.IsAbandoned = true;
        }
    }

    /// <summary>Forgets all: what a new socket brings is about runs that are sent over it.</summary>
    public void OnConnectionChanged(ConnectionChangedEvent change)
    {
        if (change.Previous != ConnectionState.Connected)
            return;
        lock (_gate)
            _turns.Clear();
    }

    /// <summary>Tells for how long nothing has spoken for it that the server has taken the run.</summary>
    /// <returns>Null when it was heard of, may wait behind others, or is not on this socket.</returns>
    public TimeSpan? SilentFor(RunState run)
    {
        lock (_gate)
        {
            if (Find(run) is not { IsHeard: false, IsExpected: false } turn || _turns.Exists(other => other.IsUnderWay))
                return null;
            return time.GetElapsedTime(Math.Max(turn.Sent, _lastSign));
        }
    }

    public void OnBinary(ReadOnlySpan<byte> bytes) => runs.OnBinary(bytes);

    public void OnText(ReadOnlySpan<byte> utf8)
    {
        GuideMessage message = GuideMessage.Read(utf8);
        lock (_gate)
        {
            if (!message.IsAboutRun)
            {
                NoteSign(message);
                runs.OnText(utf8);
                return;
            }
            if ((message.PromptId is { } id ? Named(id, message) : Current(message)) is not { } turn)
                return;
            _lastSign = time.GetTimestamp();
            foreach (byte[] ordinary in message.ToOrdinary(turn.Run.PromptId, turn.NodeId))
                runs.OnText(ordinary);
            turn.Hear(message);
            if (message.IsEnd)
                _turns.Remove(turn);
        }
    }

    /// <summary>The last one: a run that has failed and is sent again may have left an earlier one behind.</summary>
    private SentRun? Find(RunState run) => _turns.FindLast(turn => turn.Run == run);

    private SentRun? Named(string promptId, GuideMessage message)
    {
        if (_turns.FindLast(turn => turn.Run.PromptId == promptId) is { } known)
        {
            _heedsIds |= !known.IsNamed;
            known.IsNamed = true;
            return _named = known;
        }
        // A server that heeds our ids means another client's run. One with ids of its own begins to name the next run of this socket.
        if (_heedsIds || message.IsEnd || _turns.Find(turn => !turn.IsNamed && !turn.IsOver) is not { } next)
            return null;
        runs.Confirm(next.Run, promptId);
        next.IsNamed = true;
        return _named = next;
    }

    private SentRun? Current(GuideMessage message)
    {
        if (_turns.Find(turn => turn.IsOver) is { } over)
        {
            if (over.IsTail(message) || _turns.TrueForAll(turn => turn.IsOver))
                return over;
            _turns.RemoveAll(turn => turn.IsOver);
        }
        SentRun? current = _named is not null && _turns.Contains(_named) ? _named : _turns.FirstOrDefault();
        // Who has not begun cannot be done: this is the late end of one that is forgotten.
        return message is { IsEnd: true } or { Kind: EventKind.ExecutionSuccess } && current is { IsHeard: false } ? null : current;
    }

    /// <summary>A server that says anything of a queue will get to the run. An empty queue is none for it to wait in.</summary>
    private void NoteSign(GuideMessage message)
    {
        if (message.Kind == EventKind.Status)
        {
            bool isBusy = message.QueueRemaining > 0;
            if (isBusy || _turns.Exists(turn => turn.IsExpected))
                _lastSign = time.GetTimestamp();
            _turns.ForEach(turn => turn.IsExpected = isBusy);
        }
        else if (message.PromptId is { } id && _turns.Find(turn => turn.Run.PromptId == id) is { } turn)
        {
            turn.IsExpected = true;
        }
        else if (message.SpeaksOfQueue)
        {
            _turns.ForEach(turn => turn.IsExpected = true);
        }
    }
}
