using System.Diagnostics;

namespace ComfyTyped.Diagnostics;

/// <summary>What one run leaves in activities and metrics. Safe to use from several threads.</summary>
internal sealed class RunTrace
{
    private readonly object _gate = new();
    private readonly TimeProvider _time;
    private readonly long _begun;
    private readonly TagList _tags;
    private readonly Activity? _run;
    private Activity? _node;
    private string? _nodeId;
    private long? _submitted;
    private bool _hasStarted;
    private bool _isEnded;

    private RunTrace(string workflow, Uri server, TimeProvider time)
    {
        _time = time;
        _begun = time.GetTimestamp();
        _tags = new TagList { { "comfy.workflow", workflow }, { "server.address", server.Host }, { "server.port", server.Port } };
        _run = ComfyTelemetry.Activities.StartActivity("comfy.run", ActivityKind.Client, default(ActivityContext), _tags);
        if (_run is not null)
            _run.DisplayName = $"run {workflow}";
    }

    /// <summary>Begins. To be called in an async method, whose end takes the activity back from the caller.</summary>
    public static RunTrace Begin(string workflow, Uri server, TimeProvider time)
    {
        var trace = new RunTrace(workflow, server, time);
        ComfyTelemetry.RunsStarted.Add(1, trace._tags);
        ComfyTelemetry.RunsActive.Add(1, trace._tags);
        return trace;
    }

    /// <summary>Notes that the prompt is sent, perhaps again, since a restart of the server has lost it together with the node that it was at.</summary>
    public void Submit()
    {
        lock (_gate)
        {
            _submitted = _time.GetTimestamp();
            EndNode();
            _nodeId = null;
        }
    }

    public void Confirm(string promptId) => _run?.SetTag("comfy.prompt_id", promptId);

    public void Apply(ComfyEvent item)
    {
        lock (_gate)
        {
            if (_isEnded)
                return;
            if (item is ExecutionStartEvent && !_hasStarted)
            {
                _hasStarted = true;
                // How long a resumed run has waited before is not known.
                if (_submitted is { } submitted)
                    ComfyTelemetry.QueueWait.Record(_time.GetElapsedTime(submitted).TotalSeconds, _tags);
            }
            if (_run is null)
                return;
            if (item is ExecutingEvent executing && executing.NodeId != _nodeId)
                BeginNode(executing);
            else if (item is ExecutionErrorEvent { IsBlocked: false })
                _node?.SetStatus(ActivityStatusCode.Error);
        }
    }

    /// <summary>Follows the run to its end.</summary>
    public async Task<T> FollowAsync<T>(Func<Task<T>> run)
    {
        try
        {
            T result = await run().ConfigureAwait(false);
            End(null);
            return result;
        }
        catch (Exception exception)
        {
            End(exception);
            throw;
        }
    }

    public void End(Exception? exception)
    {
        string outcome = RunOutcome.Of(exception);
        lock (_gate)
        {
            if (_isEnded)
                return;
            _isEnded = true;
            EndNode();
            if (_run is not null)
                EndRun(_run, outcome, exception);
        }
        ComfyTelemetry.RunsActive.Add(-1, _tags);
        TagList tags = _tags;
        tags.Add("comfy.outcome", outcome);
        ComfyTelemetry.RunDuration.Record(_time.GetElapsedTime(_begun).TotalSeconds, tags);
    }

    /// <summary>The messages of exceptions quote values of the workflow, so that only their type is told.</summary>
    private static void EndRun(Activity run, string outcome, Exception? exception)
    {
        run.SetTag("comfy.outcome", outcome);
        if (exception is not null)
        {
            run.SetTag("error.type", exception.GetType().FullName);
            run.SetStatus(ActivityStatusCode.Error, outcome);
        }
        run.Stop();
    }

    /// <summary>Servers do not tell when a node is done, only when the next one begins.</summary>
    private void BeginNode(ExecutingEvent executing)
    {
        EndNode();
        Activity? ambient = Activity.Current;
        string? classType = executing.Node?.ClassType;
        _nodeId = executing.NodeId;
        _node = ComfyTelemetry.Activities.StartActivity(
            "comfy.node", ActivityKind.Internal, _run!.Context, [new("comfy.node.id", executing.NodeId), new("comfy.node.class", classType)]);
        if (_node is not null)
            _node.DisplayName = classType ?? $"node {executing.NodeId}";
        // The thread belongs to the socket, which serves all runs.
        Activity.Current = ambient;
    }

    private void EndNode()
    {
        Activity? ambient = Activity.Current;
        _node?.Stop();
        _node = null;
        Activity.Current = ambient;
    }
}
