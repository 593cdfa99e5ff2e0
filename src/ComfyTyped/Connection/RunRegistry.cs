using ComfyTyped.Client;
using ComfyTyped.Dialects;
using ComfyTyped.Protocol;

namespace ComfyTyped.Connection;

/// <summary>Brings every message of the socket to the run it belongs to. It alone knows which runs there are.</summary>
internal sealed class RunRegistry(TimeProvider time, ServerDialect dialect) : ISocketListener
{
    private readonly object _gate = new();
    private readonly List<RunState> _runs = [];
    private readonly UnclaimedMessages _unclaimed = new();
    private RunState? _executing;
    private long _lastMessage;
    private long _delivered;

    /// <summary>Gets when the socket last brought anything or was opened, as a timestamp of the client's clock.</summary>
    public long LastMessage => Volatile.Read(ref _lastMessage);

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

    /// <summary>Gets whether the server has accepted a run that is under way, and so addresses events to the socket's id.</summary>
    public bool HasAcceptedRuns
    {
        get
        {
            lock (_gate)
                return _runs.Exists(run => run.IsConfirmed);
        }
    }

    /// <summary>Adds a run, before it is submitted: its first events may come before the answer to the request.</summary>
    public void Register(RunState run)
    {
        lock (_gate)
            _runs.Add(run);
    }

    /// <summary>Notes that a run was accepted, perhaps under an id of the server's choice, whose events have waited until now.</summary>
    public void Confirm(RunState run, string promptId)
    {
        lock (_gate)
        {
            run.Confirm(promptId);
            foreach (byte[] message in _unclaimed.Take(run.PromptIdUtf8))
                Deliver(run, SocketMessage.Read(message));
            ForgetUnclaimed();
        }
    }

    public void Unregister(RunState run)
    {
        lock (_gate)
        {
            _runs.Remove(run);
            if (_executing == run)
                _executing = null;
            ForgetUnclaimed();
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
                if (Find(message.PromptId) is { } run)
                    Deliver(run, message);
                else if (_runs.Exists(other => !other.IsConfirmed))
                    _unclaimed.Add(message.PromptId, utf8);
            }
            else if (message.Kind is EventKind.Unknown or EventKind.Status or EventKind.FeatureFlags or EventKind.Logs or EventKind.Notification)
            {
                // These are for everyone. All others belong to a run that they do not name, perhaps another client's: a failure of nobody fails nobody.
                foreach (RunState run in _runs)
                    run.Accept(message);
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
                    Find(promptId)?.Accept(frame);
                    break;
                case BinaryFrameKind.Preview or BinaryFrameKind.PreviewWithMetadata or BinaryFrameKind.Text:
                    // These name no prompt, and other clients' are broadcast: only a run that is under way can mean it, if it is sure which one.
                    if (dialect.RunsOneAtATime || _runs.Count == 1)
                        _executing?.Accept(frame);
                    break;
                default:
                    foreach (RunState run in _runs)
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
            foreach (RunState run in _runs)
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
        if (run.HasOutcome && _executing == run)
            _executing = null;
    }

    private RunState? Find(ReadOnlySpan<byte> promptId)
    {
        foreach (RunState run in _runs)
        {
            if (promptId.SequenceEqual(run.PromptIdUtf8))
                return run;
        }
        return null;
    }

    private void ForgetUnclaimed()
    {
        if (_runs.TrueForAll(run => run.IsConfirmed))
            _unclaimed.Clear();
    }
}
