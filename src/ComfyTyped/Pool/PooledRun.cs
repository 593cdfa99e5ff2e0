using ComfyTyped.Client;
using ComfyTyped.Diagnostics;
using ComfyTyped.Protocol;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Pool;

/// <summary>One run of a pool from server to server, until the first of its attempts has ended with a verdict.</summary>
internal sealed class PooledRun : IRunSession
{
    private readonly PromptSnapshot _snapshot;
    private readonly RunNeeds _needs;
    private readonly RunFeed _feed;
    private readonly RunOptions _queueing;
    private readonly Dispatcher _dispatcher;
    private readonly Router _router;
    private readonly ActiveRuns _active;
    private readonly ComfyPoolOptions _options;
    private readonly ILogger _logger;
    private readonly string? _inputs;
    private CancellationTokenSource _stop = null!;
    private CancellationToken _callerToken;
    private IRunSession _session = null!;
    private PoolServer? _server;
    private int _moves;

    public PooledRun(ComfyWorkflow workflow, RunFeed feed, RunOptions queueing, Dispatcher dispatcher, Router router, ActiveRuns active, ComfyPoolOptions options, ILogger logger)
    {
        _snapshot = new PromptSnapshot(workflow);
        _needs = RunNeeds.Of(workflow);
        (_feed, _queueing, _dispatcher, _router, _active, _options, _logger) = (feed, queueing, dispatcher, router, active, options, logger);
        if (options.LogInputs && logger.IsEnabled(LogLevel.Information))
            _inputs = ChangedInputs.Of(workflow, _snapshot.Notes.Seeds);
    }

    public string PromptId => _session.PromptId;

    public EventBuffer? Events => _feed.Events;

    public Task<RunOutputs> Outputs { get; private set; } = null!;

    public RunHandle ToHandle() => _session.ToHandle();

    /// <summary>Returns when a server has accepted it.</summary>
    public async Task<PooledRun> StartAsync(CancellationToken cancellationToken)
    {
        _callerToken = cancellationToken;
        _stop = _active.Begin(cancellationToken);
        try
        {
            await LaunchAsync(null, TimeSpan.Zero).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            bool isCancelled = exception is OperationCanceledException && cancellationToken.IsCancellationRequested;
            _active.End(_stop);
            if (isCancelled)
                throw new OperationCanceledException(exception.Message, exception, cancellationToken);
            throw;
        }
        Outputs = Task.Run(RunAsync, CancellationToken.None);
        return this;
    }

    public async Task DetachAsync()
    {
        await _session.DetachAsync().ConfigureAwait(false);
        await CancelAsync().ConfigureAwait(false);
    }

    public async Task CancelAsync()
    {
        await ActiveRuns.StopAsync(_stop).ConfigureAwait(false);
        await ((Task)Outputs).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<RunOutputs> RunAsync()
    {
        try
        {
            while (true)
            {
                Departure departure = await FollowAsync().ConfigureAwait(false);
                if (departure.Outputs is { } outputs)
                    return outputs;
                if (departure.Cause is { } cause && _moves >= _options.MaxMoves)
                    throw cause;
                Log.RunMoves(_logger, PromptId, _server!.Url, departure.Cause);
                await LaunchAsync(departure.Cause, departure.Cause is ComfyRunLostException { Reason: RunLostReason.Unreachable } ? TimeSpan.Zero : _options.UnreachableTimeout)
                    .ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException exception) when (_callerToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(exception.Message, exception, _callerToken);
        }
        finally
        {
            _feed.Events?.Complete();
            _active.End(_stop);
        }
    }

    /// <summary>Follows the run where it is, until it has ended or is to go on elsewhere.</summary>
    private async Task<Departure> FollowAsync()
    {
        PoolServer server = _server!;
        IRunSession session = _session;
        bool isLeft = false;
        while (!session.Outputs.IsCompleted)
        {
            Task changed = _router.Changed;
            if (server.Status.IsToBeLeft && _moves < _options.MaxMoves)
            {
                Task<bool> hasOther = _dispatcher.HasOtherAsync(server, _needs);
                await Task.WhenAny(session.Outputs, hasOther).ConfigureAwait(false);
                isLeft = hasOther is { IsCompletedSuccessfully: true, Result: true };
                if (isLeft)
                    break;
            }
            await Task.WhenAny(session.Outputs, changed).ConfigureAwait(false);
        }
        if (isLeft)
            await LeaveAsync(server, session).ConfigureAwait(false);
        try
        {
            return new Departure(await session.Outputs.ConfigureAwait(false), null);
        }
        catch (OperationCanceledException) when (isLeft && !_stop.IsCancellationRequested)
        {
            return default;
        }
        catch (ComfyException lost) when (IsServersLoss(lost))
        {
            if (lost is not ComfyRunLostException { Reason: RunLostReason.Restarted })
                server.Abandoned.Add(session.PromptId);
            server.Health.Hurry();
            return new Departure(null, lost);
        }
        finally
        {
            _router.Release(server);
        }
    }

    /// <summary>Ends the attempt. A server out of reach is told when it is back; a run that has ended all the same has ended.</summary>
    private static Task LeaveAsync(PoolServer server, IRunSession session)
    {
        if (server.State != PoolServerState.Down)
            return session.CancelAsync();
        server.Abandoned.Add(session.PromptId);
        return session.DetachAsync();
    }

    /// <summary>Sends it to a server, and if that does not take it to another.</summary>
    private async Task LaunchAsync(ComfyException? cause, TimeSpan patience)
    {
        var refusals = new Dictionary<PoolServer, string>();
        ComfyException? rejection = null;
        while (true)
        {
            bool isPlain = cause is null && _queueing is { Front: false, Number: null };
            var placement = new Placement(_needs, _queueing.Front || _server is not null, isPlain, refusals, patience, cause);
            PoolServer server;
            try
            {
                server = await _dispatcher.PlaceAsync(placement, _stop.Token).ConfigureAwait(false);
            }
            catch (NoServerException) when (rejection is not null)
            {
                throw rejection;
            }
            PreparedRun prepared = server.Client.Launcher.Prepare(_snapshot, _feed, _queueing);
            try
            {
                if (_server is { } previous)
                    _feed.Report(new RunMovedEvent(previous.Url, server.Url, ++_moves) { PromptId = prepared.Run.PromptId });
                _server = server;
                if (_inputs is not null)
                    Log.RunInputs(_logger, prepared.Run.PromptId, _snapshot.Workflow.GetType().Name, _inputs);
                _session = await server.Client.Launcher.LaunchAsync(prepared, _stop.Token).ConfigureAwait(false);
                return;
            }
            catch (Exception exception)
            {
                _router.Release(server);
                if (exception is not ComfyException failure || !IsForAnother(failure))
                    throw;
                Log.ServerRefused(_logger, server.Url, failure);
                if (PromptSubmission.IsUnsure(failure))
                    server.Abandoned.Add(prepared.Run.PromptId);
                (cause, rejection) = (failure, failure is PromptRejectedException or PromptPartlyRejectedException ? failure : rejection);
                refusals[server] = failure.Message;
                server.Capabilities.Forget();
                server.Health.Hurry();
            }
        }
    }

    /// <summary>A server that is out of reach or out of order, or lacks what the run needs. What is wrong with the workflow is wrong everywhere.</summary>
    private static bool IsForAnother(ComfyException failure) => failure switch
    {
        ComfyConnectionException or ComfyServerException => true,
        PromptRejectedException rejected => rejected.Type is "missing_node_type" or "invalid_prompt" || rejected.NodeErrors.Any(IsLack),
        PromptPartlyRejectedException rejected => rejected.NodeErrors.Any(IsLack),
        _ => false,
    };

    /// <summary>A run that a node has failed may also be begun again at a time when its server does not take it.</summary>
    private static bool IsServersLoss(ComfyException failure) => failure
        is ComfyRunLostException { Reason: RunLostReason.Restarted or RunLostReason.Unreachable }
        or ComfyConnectionException
        or ComfyServerException;

    private static bool IsLack(NodeError error) => error.Type == "value_not_in_list";

    /// <summary>How an attempt has left its server: with outputs, or lost, or to go on elsewhere.</summary>
    private readonly record struct Departure(RunOutputs? Outputs, ComfyException? Cause);
}
