using System.Text;
using System.Text.Json;
using ComfyTyped.Graph;
using ComfyTyped.Primitives;
using ComfyTyped.Wire;

namespace ComfyTyped.Runs;

/// <summary>What the socket has told about one run: the first of its three witnesses.</summary>
internal sealed class RunState
{
    private readonly object _gate = new();
    private readonly RunFeed _feed;
    private readonly Dictionary<string, JsonElement> _executed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _cached = new(StringComparer.Ordinal);
    private readonly AsyncSignal _signal = new();
    private readonly SocketImages? _images;
    private readonly RunScope _scope;
    private readonly TimeProvider _time;
    private readonly long _maxToldBytes;
    private NodeReference _currentNode = new("", "", null);
    private ComfyEvent? _outcome;
    private int _changesAtVerdict;
    private bool _isEnded;
    private AwaitedOutputs? _awaited;
    private bool _hasAllOutputs;
    private int _takenOff;
    private long _toldBytes;
    private long _heard;
    private long _lastHeard;

    public RunState(ComfyWorkflow workflow, IFileReader files, EventInterest interest, ComfyClientOptions options, string promptId)
        : this(workflow, files, new RunFeed(workflow, interest, options.EventLimits), options, promptId)
    {
    }

    public RunState(ComfyWorkflow workflow, IFileReader files, RunFeed feed, ComfyClientOptions options, string promptId)
    {
        _time = options.TimeProvider;
        _maxToldBytes = options.MaxResponseBytes;
        _scope = new RunScope(workflow, files, _cached);
        _feed = feed;
        _images = SocketImages.Of(workflow, options.MaxSocketImageBytes);
        _awaited = options.SubmissionMode == SubmissionMode.Socket ? AwaitedOutputs.Of(workflow) : null;
        PromptId = promptId;
    }

    public string PromptId
    {
        get;
        private set
        {
            field = value;
            PromptIdUtf8 = Encoding.UTF8.GetBytes(value);
        }
    }

    public byte[] PromptIdUtf8 { get; private set; } = [];

    /// <summary>Gets or sets the socket that the server addresses the run's events to; the run is with one before it is submitted.</summary>
    public SharedSocket Socket { get; set; } = null!;

    public RunScope Scope => _scope;

    /// <summary>Gets or sets what the run leaves in activities and metrics; null before it is launched.</summary>
    public RunTrace? Trace { get; set; }

    /// <summary>Gets how often it was begun.</summary>
    public int Attempts { get; private set; } = 1;

    /// <summary>Gets whether the server has accepted the run, so that its id is final.</summary>
    public bool IsConfirmed { get; private set; }

    private EventInterest Interest => _feed.Interest;

    /// <summary>Gets the events for whoever listens, or null when nobody does.</summary>
    public EventBuffer? Events => _feed.Events;

    /// <summary>Gets whether success, failure or interruption was told.</summary>
    public bool HasVerdict => Volatile.Read(ref _outcome) is not null;

    /// <summary>Gets how often the state of the socket had changed when the verdict came.</summary>
    public int ChangesAtVerdict => Volatile.Read(ref _changesAtVerdict);

    /// <summary>Gets whether success was told.</summary>
    public bool HasSucceeded => Volatile.Read(ref _outcome) is ExecutionSuccessEvent;

    /// <summary>Gets how far the run has come.</summary>
    public RunPhase Phase => Volatile.Read(ref _isEnded) ? RunPhase.Ended
        : HasVerdict ? RunPhase.OutcomeTold
        : Heard > 0 ? RunPhase.Running
        : RunPhase.Submitted;

    /// <summary>Gets whether every output node has reported, after which nothing is left to do. Only of runs that were sent over the socket.</summary>
    public bool HasAllOutputs => Volatile.Read(ref _hasAllOutputs);

    /// <summary>Tells whether outputs of every output node are here. No when it is not known which nodes are such.</summary>
    public bool HasOutputsOfAll()
    {
        lock (_gate)
            return AwaitedOutputs.Of(_scope.Workflow)?.AreAmong(_executed.Keys) == true;
    }

    /// <summary>Gets how many messages there were about this run.</summary>
    public long Heard => Volatile.Read(ref _heard);

    /// <summary>Gets when the last of them came, as a timestamp of the client's clock.</summary>
    public long LastHeard => Volatile.Read(ref _lastHeard);

    public void Confirm(string promptId)
    {
        if (promptId != PromptId)
            PromptId = promptId;
        Trace?.Confirm(promptId);
        IsConfirmed = true;
    }

    /// <summary>Tells listeners that no more comes from here.</summary>
    public void EndEvents() => _feed.EndAttempt();

    /// <summary>Gets how often this client has taken the run off the server by its id.</summary>
    public int TakenOff => Volatile.Read(ref _takenOff);

    public void OnTakenOff()
    {
        Interlocked.Increment(ref _takenOff);
        Wake();
    }

    /// <summary>Makes whoever waits for the run look again.</summary>
    public void Wake() => _signal.Raise();

    public Task<bool> WaitAsync(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken) =>
        _signal.WaitAsync(timeout, time, cancellationToken);

    public void Accept(in SocketMessage message)
    {
        if (!message.PromptId.IsEmpty)
        {
            Volatile.Write(ref _lastHeard, _time.GetTimestamp());
            Interlocked.Increment(ref _heard);
        }
        if (!Wants(message.Kind))
            return;
        lock (_gate)
        {
            string? promptId = message.PromptId.IsEmpty ? null : PromptId;
            Take(EventReader.Read(message.Kind, message.UnknownType, message.Data, promptId, _scope));
        }
    }

    /// <summary>Takes a notice that is for all runs.</summary>
    public void Accept(ComfyEvent notice)
    {
        lock (_gate)
            Take(notice);
    }

    public void Accept(in BinaryFrame frame)
    {
        bool isPreview = frame.Kind is BinaryFrameKind.Preview or BinaryFrameKind.PreviewWithMetadata;
        bool isWanted = Interest.HasFlag(isPreview ? EventInterest.Previews : EventInterest.All);
        if (!isWanted && !(_images is not null && SocketImages.IsPicture(frame)))
            return;
        lock (_gate)
        {
            switch (frame.Kind)
            {
                case BinaryFrameKind.Preview or BinaryFrameKind.PreviewWithMetadata:
                    PreviewFrame preview = frame.ToPreview(PromptId, _currentNode, _scope);
                    if (frame.IsPng)
                        _images?.Add(preview);
                    if (isWanted)
                        Events!.Add(preview);
                    break;
                case BinaryFrameKind.Text when frame.ToTextFrame(PromptId, _scope) is { Node: not null } text:
                    Events!.Add(text);
                    break;
                case BinaryFrameKind.Unknown:
                    Events!.Add(new UnknownFrame(frame.Type, frame.Body.ToArray()));
                    break;
            }
        }
    }

    /// <summary>Forgets what was told of an attempt that a restart of the server has lost, or that has failed.</summary>
    /// <param name="notice">Tells listeners why the run begins again.</param>
    public void BeginAgain(ComfyEvent notice)
    {
        lock (_gate)
        {
            Attempts++;
            _executed.Clear();
            _cached.Clear();
            _images?.Clear();
            _toldBytes = 0;
            _outcome = null;
            _isEnded = _hasAllOutputs = false;
            _awaited = _awaited is null ? null : AwaitedOutputs.Of(_scope.Workflow);
            _heard = 0;
            _feed.Report(notice);
        }
    }

    /// <summary>Gives it another id. Only while it hears nothing, because it is unregistered.</summary>
    public void Rename(string promptId)
    {
        PromptId = promptId;
        IsConfirmed = false;
    }

    /// <summary>Takes back that it is over: a message of the socket said so by mistake.</summary>
    public void DoubtEnd() => Volatile.Write(ref _isEnded, false);

    /// <summary>Tells listeners that the socket dropped or came back.</summary>
    public void Report(ConnectionChangedEvent change)
    {
        lock (_gate)
        {
            _feed.Report(change);
        }
    }

    /// <summary>Tells listeners what the socket did not, now that the run has ended: what its nodes made, and its outcome.</summary>
    public void ReportEnd(HistoryEntry? history)
    {
        if (history is null)
            return;
        lock (_gate)
        {
            foreach (ExecutionCachedEvent known in history.Messages.OfType<ExecutionCachedEvent>())
                _cached.UnionWith(known.NodeIds);
            foreach ((string id, JsonElement output) in history.Outputs)
            {
                if (!_executed.ContainsKey(id))
                    Take(EventReader.Executed(id, output, PromptId, _scope));
            }
            if (!HasVerdict && history.Messages.FirstOrDefault(IsVerdict) is { } verdict)
                Take(verdict);
        }
    }

    /// <summary>Tells listeners that all is done.</summary>
    public void ReportSuccess()
    {
        lock (_gate)
        {
            if (_feed.Progress?.Succeed(PromptId) is { } done)
                Events?.Add(done);
        }
    }

    /// <summary>Hands over what was told. Only for a run that hears no more, because it was unregistered.</summary>
    public RunTestimony Testify()
    {
        lock (_gate)
            return new RunTestimony(_outcome, _executed, _cached, _images?.ToSentImages(), IsCut: _toldBytes > _maxToldBytes);
    }

    private static bool IsVerdict(ComfyEvent item) => item is ExecutionSuccessEvent or ExecutionInterruptedEvent or ExecutionErrorEvent { IsBlocked: false };

    private void Take(ComfyEvent item)
    {
        Trace?.Apply(item);
        switch (item)
        {
            case ExecutionCachedEvent cached when Fits(cached):
                _cached.UnionWith(cached.NodeIds);
                break;
            case ExecutingEvent executing:
                _currentNode = new NodeReference(executing.NodeId, executing.DisplayNodeId, executing.Node);
                break;
            case ProgressEvent progress:
                _images?.OnProgress(progress);
                break;
            case ExecutedEvent executed:
                if (!executed.Output.IsEmpty && Fits(executed))
                    _executed[executed.NodeId] = executed.Data.Json;
                _awaited?.Remove(executed.NodeId);
                if (_awaited is { IsEmpty: true } && !HasAllOutputs)
                {
                    Volatile.Write(ref _hasAllOutputs, true);
                    Wake();
                }
                break;
            case var _ when IsVerdict(item):
                Volatile.Write(ref _changesAtVerdict, Socket?.Changes ?? 0);
                Volatile.Write(ref _outcome, item);
                Wake();
                break;
            case ExecutionEndedEvent:
                Volatile.Write(ref _isEnded, true);
                Wake();
                break;
        }
        _feed.Tell(item);
    }

    /// <summary>Counts what is kept until the end. The history has what does not fit.</summary>
    private bool Fits(ComfyEvent item) => (_toldBytes += EventWeight.Of(item)) <= _maxToldBytes;

    /// <summary>Tells whether a message of that kind matters: progress comes many times a second and notices are for listeners only; all else is testimony.</summary>
    public bool Wants(EventKind kind) => kind switch
    {
        EventKind.Progress when _images is not null => true,
        EventKind.Progress or EventKind.ProgressState => Interest.HasFlag(EventInterest.Progress),
        EventKind.Unknown or EventKind.Status or EventKind.FeatureFlags or EventKind.Logs or EventKind.Notification => Interest == EventInterest.All,
        _ => true,
    };
}
