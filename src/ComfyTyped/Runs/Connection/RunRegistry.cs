using ComfyTyped.Wire;

namespace ComfyTyped.Runs;

/// <summary>Brings every message of a socket to the run it belongs to. It alone knows which runs there are.</summary>
internal sealed class RunRegistry(TimeProvider time, ServerDialect dialect) : ISocketListener
{
    private readonly object _gate = new();
    private readonly RunIndex _runs = new();
    private readonly HashSet<RunState> _unconfirmed = [];
    private readonly UnclaimedMessages _unclaimed = new();
    private RunState? _executing;
    private long _lastMessage = time.GetTimestamp();
    private long _lastStatus = time.GetTimestamp();
    private long _delivered;

    /// <summary>Gets when the socket last brought anything or was opened, as a timestamp of the client's clock.</summary>
    public long LastMessage => Volatile.Read(ref _lastMessage);

    /// <summary>Gets when the server last reported its queue, which it does whenever it changes.</summary>
    public long LastStatus => Volatile.Read(ref _lastStatus);

    /// <summary>Gets how many messages there were about a run of this client.</summary>
    public long Delivered => Volatile.Read(ref _delivered);

    /// <summary>Gets whether a run is under way or about to be.</summary>
    public bool HasRuns
    {
        get
        {
            lock (_gate)
                return _runs.Count > 0;
        }
    }

    public void Register(RunState run)
    {
        lock (_gate)
        {
            _runs.Add(run);
            if (!run.IsConfirmed)
                _unconfirmed.Add(run);
        }
    }

    /// <summary>Notes that a run was accepted, perhaps under an id of the server's choice, whose events have waited until now.</summary>
    public void Confirm(RunState run, string promptId)
    {
        lock (_gate)
        {
            _runs.Rename(run, () => run.Confirm(promptId));
            foreach (byte[] message in _unclaimed.Take(run.PromptIdUtf8))
                Deliver(run, SocketMessage.Read(message));
            ForgetUnclaimed(run);
        }
    }

    public void Unregister(RunState run)
    {
        lock (_gate)
        {
            _runs.Remove(run);
            if (_executing == run)
                _executing = null;
            ForgetUnclaimed(run);
        }
    }

    /// <summary>Notes that this client has taken runs off the server: those of these ids, or all.</summary>
    public void OnTakenOff(IReadOnlyCollection<string>? promptIds)
    {
        lock (_gate)
        {
            foreach (RunState run in _runs.All)
            {
                if (promptIds is null || promptIds.Contains(run.PromptId))
                    run.OnTakenOff();
            }
        }
    }

    public void OnText(ReadOnlySpan<byte> utf8)
    {
        Volatile.Write(ref _lastMessage, time.GetTimestamp());
        SocketMessage message = SocketMessage.Read(utf8);
        lock (_gate)
        {
            if (!message.PromptId.IsEmpty)
            {
                if (_runs.TryFind(message.PromptId, out RunState? run))
                    Deliver(run, message);
                else if (_unconfirmed.Count > 0)
                    _unclaimed.Add(message.PromptId, utf8);
            }
            else if (message.Kind is EventKind.Unknown or EventKind.Status or EventKind.FeatureFlags or EventKind.Logs or EventKind.Notification)
            {
                DeliverToAll(message);
            }
        }
    }

    public void OnBinary(ReadOnlySpan<byte> bytes)
    {
        Volatile.Write(ref _lastMessage, time.GetTimestamp());
        BinaryFrame frame = BinaryFrame.Read(bytes);
        lock (_gate)
        {
            switch (frame.Kind)
            {
                case BinaryFrameKind.PreviewWithMetadata when frame.PromptId() is { IsEmpty: false } promptId:
                    if (_runs.TryFind(promptId, out RunState? named))
                        named.Accept(frame);
                    break;
                case BinaryFrameKind.Preview or BinaryFrameKind.PreviewWithMetadata or BinaryFrameKind.Text:
                    // These name no prompt, and other clients' are broadcast: only a run that is under way can mean it, if it is sure which one.
                    if (dialect.RunsOneAtATime || _runs.Count == 1)
                        _executing?.Accept(frame);
                    break;
                default:
                    foreach (RunState run in _runs.All)
                        run.Accept(frame);
                    break;
            }
        }
    }

    /// <summary>Wakes every run: without a socket they must look elsewhere for their end, and after a gap they may have missed it.</summary>
    public void OnConnectionChanged(ConnectionChangedEvent change)
    {
        if (change.State == ConnectionState.Connected)
            Volatile.Write(ref _lastMessage, time.GetTimestamp());
        bool isDrop = change.Previous is ConnectionState.Connected or ConnectionState.Reconnecting;
        lock (_gate)
        {
            foreach (RunState run in _runs.All)
            {
                // The connection that a run is begun with is none of its events.
                if (isDrop || run.IsConfirmed)
                    run.Report(change);
                run.Wake();
            }
        }
    }

    private void Deliver(RunState run, in SocketMessage message)
    {
        _delivered++;
        run.Accept(message);
        if (message.Kind is EventKind.ExecutionStart or EventKind.Executing)
            _executing = run;
        if (run.Phase >= RunPhase.OutcomeTold && _executing == run)
            _executing = null;
    }

    /// <summary>These are for everyone. All others belong to a run that they do not name, perhaps another client's: a failure of nobody fails nobody.</summary>
    private void DeliverToAll(in SocketMessage message)
    {
        if (message.Kind == EventKind.Status)
            Volatile.Write(ref _lastStatus, time.GetTimestamp());
        ComfyEvent? notice = null;
        foreach (RunState run in _runs.All)
        {
            // Read once: with thousands of waiting runs each of them would read it else.
            if (run.Wants(message.Kind))
                run.Accept(notice ??= EventReader.Read(message.Kind, message.UnknownType, message.Data, null, run.Scope));
        }
    }

    private void ForgetUnclaimed(RunState run)
    {
        _unconfirmed.Remove(run);
        if (_unconfirmed.Count == 0)
            _unclaimed.Clear();
    }
}
