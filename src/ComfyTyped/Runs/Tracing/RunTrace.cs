using System.Diagnostics;
using ComfyTyped.Diagnostics;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Runs;

/// <summary>
/// What one run leaves in activities, metrics and the log of its times. Safe to use from several threads. Listeners are code of the application: what they
/// throw is logged and ends no run.
/// </summary>
internal sealed class RunTrace
{
    private readonly object _gate = new();
    private readonly TimeProvider _time;
    private readonly long _begun;
    private readonly TagList _tags;
    private readonly ILogger _logger;
    private readonly string _workflow;
    private readonly Uri _server;
    private readonly Activity? _run;
    private string _promptId;
    private Activity? _node;
    private ExecutingEvent? _executing;
    private long _entered;
    private long? _submitted;
    private TimeSpan? _waited;
    private bool _hasStarted;
    private bool _isEnded;

    private RunTrace(string promptId, string workflow, Uri server, TimeProvider time, ILogger logger)
    {
        (_promptId, _workflow, _server, _time, _logger) = (promptId, workflow, server, time, logger);
        _begun = time.GetTimestamp();
        _tags = new TagList { { "comfy.workflow", workflow }, { "server.address", server.Host }, { "server.port", server.Port } };
        try
        {
            _run = ComfyTelemetry.Activities.StartActivity("comfy.run", ActivityKind.Client, default(ActivityContext), _tags);
            if (_run is not null)
                _run.DisplayName = $"run {workflow}";
            ComfyTelemetry.RunsStarted.Add(1, _tags);
            ComfyTelemetry.RunsActive.Add(1, _tags);
        }
        catch (Exception exception)
        {
            Log.HandlerFailed(logger, exception);
        }
    }

    /// <summary>Begins. To be called in an async method, whose end takes the activity back from the caller.</summary>
    public static RunTrace Begin(string promptId, string workflow, Uri server, TimeProvider time, ILogger logger) =>
        new(promptId, workflow, server, time, logger);

    /// <summary>Notes that the prompt is sent, perhaps again, since a restart of the server has lost it together with the node that it was at.</summary>
    public void Submit()
    {
        lock (_gate)
        {
            _submitted = _time.GetTimestamp();
            Guard(static (trace, _) => trace.EndNode(), null);
        }
    }

    public void Confirm(string promptId)
    {
        _promptId = promptId;
        _run?.SetTag("comfy.prompt_id", promptId);
    }

    public void Apply(ComfyEvent item)
    {
        lock (_gate)
        {
            if (!_isEnded)
                Guard(static (trace, item) => trace.ApplyOnce((ComfyEvent)item!), item);
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
        lock (_gate)
        {
            if (_isEnded)
                return;
            _isEnded = true;
        }
        Guard(static (trace, exception) => trace.EndOnce((Exception?)exception), exception);
    }

    private void EndOnce(Exception? exception)
    {
        string outcome = RunOutcome.Of(exception);
        lock (_gate)
        {
            EndNode();
            if (_run is not null)
                EndRun(_run, outcome, exception);
        }
        ComfyTelemetry.RunsActive.Add(-1, _tags);
        TagList tags = _tags;
        tags.Add("comfy.outcome", outcome);
        double seconds = _time.GetElapsedTime(_begun).TotalSeconds;
        ComfyTelemetry.RunDuration.Record(seconds, tags);
        Log.RunTimed(_logger, _promptId, _workflow, _server, outcome, seconds, _waited?.TotalSeconds);
    }

    private void Guard(Action<RunTrace, object?> tell, object? item)
    {
        try
        {
            tell(this, item);
        }
        catch (Exception failure)
        {
            Log.HandlerFailed(_logger, failure);
        }
    }

    private void ApplyOnce(ComfyEvent item)
    {
        if (item is ExecutionStartEvent && !_hasStarted)
        {
            _hasStarted = true;
            // How long a resumed run has waited before is not known.
            if (_submitted is { } submitted)
            {
                _waited = _time.GetElapsedTime(submitted);
                ComfyTelemetry.QueueWait.Record(_waited.Value.TotalSeconds, _tags);
            }
        }
        if (item is ExecutingEvent executing && executing.NodeId != _executing?.NodeId)
            BeginNode(executing);
        else if (item is ExecutionErrorEvent { IsBlocked: false })
            _node?.SetStatus(ActivityStatusCode.Error);
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
        (_executing, _entered) = (executing, _time.GetTimestamp());
        if (_run is null)
            return;
        Activity? ambient = Activity.Current;
        string? classType = executing.Node?.ClassType;
        _node = ComfyTelemetry.Activities.StartActivity(
            "comfy.node", ActivityKind.Internal, _run.Context, [new("comfy.node.id", executing.NodeId), new("comfy.node.class", classType)]);
        if (_node is not null)
            _node.DisplayName = classType ?? $"node {executing.NodeId}";
        // The thread belongs to the socket, which serves all runs.
        Activity.Current = ambient;
    }

    private void EndNode()
    {
        if (_executing is { } executing)
            Log.NodeTimed(_logger, _promptId, executing.NodeId, executing.Node?.ClassType, _time.GetElapsedTime(_entered).TotalSeconds);
        _executing = null;
        Activity? ambient = Activity.Current;
        _node?.Stop();
        _node = null;
        Activity.Current = ambient;
    }
}
