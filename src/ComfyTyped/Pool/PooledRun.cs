using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using ComfyTyped.Diagnostics;
using ComfyTyped.Options;
using ComfyTyped.Runs;
using ComfyTyped.Wire;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Pool;

/// <summary>One run of a pool from server to server, until the first of its attempts has ended with a verdict.</summary>
/// <remarks>
/// It is between servers (it waits for a place, and is sent), then at one (followed there), then between servers again, or over. Only <see cref="TravelAsync"/>
/// moves it; its place on a server goes back with the turn of the loop that took it. Others only ask: a cancellation by <see cref="_stop"/>, and
/// <see cref="DetachAsync"/> by <see cref="_whereabouts"/>.
/// </remarks>
internal sealed class PooledRun : IRunSession
{
    private readonly PoolServices _pool;
    private readonly PromptSnapshot _snapshot;
    private readonly RunNeeds _needs;
    private readonly RunFeed _feed;
    private readonly RunOptions _queueing;
    private readonly string? _inputs;
    private readonly RunWhereabouts _whereabouts = new();
    private CancellationTokenSource _stop = null!;
    private ServerSearch _search = new(null, TimeSpan.Zero);
    private PoolServer? _server;
    private int _moves;

    public PooledRun(ComfyWorkflow workflow, RunFeed feed, RunOptions queueing, PoolServices pool)
    {
        _snapshot = new PromptSnapshot(workflow);
        _needs = RunNeeds.Of(workflow);
        (_feed, _queueing, _pool) = (feed, queueing, pool);
        if (pool.Options.LogInputs && pool.Logger.IsEnabled(LogLevel.Information))
            _inputs = ChangedInputs.Of(workflow, _snapshot.Notes.Seeds);
    }

    public string PromptId => _whereabouts.Session!.PromptId;

    public EventBuffer? Events => _feed.Events;

    public Task<RunOutputs> Outputs { get; private set; } = null!;

    /// <summary>Gets its id where it was last; empty when it was nowhere.</summary>
    private string LastPromptId => _whereabouts.Session?.PromptId ?? "";

    public RunHandle ToHandle() => _whereabouts.Session!.ToHandle();

    /// <summary>Returns when a server has accepted it.</summary>
    public async Task<PooledRun> StartAsync(CancellationToken cancellationToken)
    {
        _stop = _pool.Active.Begin(cancellationToken);
        Outputs = RunAsync(cancellationToken);
        await Task.WhenAny(_whereabouts.Arrival, Outputs).ConfigureAwait(false);
        if (_whereabouts.Session is null)
            await Outputs.ConfigureAwait(false);
        return this;
    }

    /// <summary>Leaves it to its server. While it is between servers, it arrives at one first: else nobody would have it, or know that it has it.</summary>
    /// <exception cref="TimeoutException">It did not arrive in time.</exception>
    public Task DetachAsync() => _whereabouts.DetachAsync(Outputs, _pool.Options.TimeProvider);

    public async Task CancelAsync()
    {
        await ActiveRuns.StopAsync(_stop).ConfigureAwait(false);
        await ((Task)Outputs).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<RunOutputs> RunAsync(CancellationToken callerToken)
    {
        try
        {
            using var limits = new PooledRunLimits(_queueing, _pool.Options.TimeProvider, _stop.Token);
            try
            {
                return await TravelAsync(limits).ConfigureAwait(false);
            }
            catch (Exception exception) when (limits.Explain(exception, LastPromptId, _search.Cause) is { } passed)
            {
                throw passed;
            }
        }
        catch (OperationCanceledException exception) when (callerToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(exception.Message, exception, callerToken);
        }
        finally
        {
            _feed.Events?.Complete();
            _pool.Active.End(_stop);
        }
    }

    private async Task<RunOutputs> TravelAsync(PooledRunLimits limits)
    {
        while (true)
        {
            using ServerLease lease = await PlaceAsync(limits).ConfigureAwait(false);
            if (await TryLaunchAsync(lease.Server, limits).ConfigureAwait(false) is not { } session)
                continue;
            (_server, _search) = (lease.Server, new ServerSearch(null, TimeSpan.Zero));
            _whereabouts.Arrive(session);
            if (await FollowAsync(lease.Server, session, limits).ConfigureAwait(false) is { } outputs)
                return outputs;
        }
    }

    /// <exception cref="NoServerException">No server can run it.</exception>
    private async Task<ServerLease> PlaceAsync(PooledRunLimits limits)
    {
        bool isSentAgain = _server is not null || _search.Cause is not null;
        var placement = new Placement(_needs)
        {
            IsFirst = _queueing.Front || isSentAgain,
            KeepsItsPlace = isSentAgain || _queueing is not { Front: false, Number: null },
            Refusals = _search.Refusals,
            Patience = _search.Patience,
            Cause = _search.Cause,
        };
        limits.OnWaiting(_pool.Router.Servers);
        try
        {
            return await limits.WaitAsync(token => _pool.Dispatcher.PlaceAsync(placement, token), LastPromptId, _search.Cause).ConfigureAwait(false);
        }
        catch (NoServerException) when (_search.Rejection is not null)
        {
            ExceptionDispatchInfo.Throw(_search.Rejection);
            throw;
        }
    }

    /// <returns>The run at the server; null when that did not take it, but another one may.</returns>
    private async Task<IRunSession?> TryLaunchAsync(PoolServer server, PooledRunLimits limits)
    {
        string? sentId = null;
        RunOptions queueing = limits.OnPlaced(server) with { Submitting = OnSubmitting };
        try
        {
            PreparedRun prepared = server.Client.Launcher.Prepare(_snapshot, _feed, queueing);
            if (_inputs is not null)
                Log.RunInputs(_pool.Logger, prepared.Run.PromptId, _snapshot.Workflow.GetType().Name, _inputs);
            return await server.Client.Launcher.LaunchAsync(prepared, limits.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // The server may have it all the same. Its client looks for it for a while; the pool tells the server when it is back.
            if (sentId is not null && (exception is not ComfyException || RequestRetry.IsUnsure(exception)))
                server.Abandoned.Add(sentId);
            if (exception is not ComfyException failure || !MoveRules.IsForAnother(failure))
                throw;
            OnRefused(server, failure);
            return null;
        }

        void OnSubmitting(RunHandle handle)
        {
            if (sentId is null && _server is not null)
                TellMove(_server, server, handle.PromptId);
            _queueing.Submitting?.Invoke(handle);
            sentId = handle.PromptId;
        }
    }

    private void TellMove(PoolServer from, PoolServer to, string promptId)
    {
        _moves++;
        ComfyEvent move = from == to ? new RunResubmittedEvent(_moves) : new RunMovedEvent(from.Url, to.Url, _moves);
        _feed.Report(move with { PromptId = promptId });
    }

    private void OnRefused(PoolServer server, ComfyException failure)
    {
        _search.OnRefused(server, failure);
        server.Capabilities.Forget();
        if (failure is ComfyConnectionException or ComfyServerException)
            _pool.Router.OnLoss(server, failure.Message);
        server.Health.Hurry();
        Log.ServerRefused(_pool.Logger, server.Url, failure);
    }

    /// <summary>Follows the run where it is.</summary>
    /// <returns>Its outputs; null when it is to go on elsewhere.</returns>
    private async Task<RunOutputs?> FollowAsync(PoolServer server, IRunSession session, PooledRunLimits limits)
    {
        ComfyException? departure = null;
        bool isLeft = await IsToLeaveAsync(server, session).ConfigureAwait(false);
        if (isLeft)
            departure = await LeaveAsync(server, session).ConfigureAwait(false);
        try
        {
            return await session.Outputs.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (isLeft && !limits.Token.IsCancellationRequested)
        {
            BeginSearch(server, departure, _pool.Options.UnreachableTimeout, limits);
        }
        catch (ComfyException loss) when (MoveRules.IsLoss(loss))
        {
            OnLost(server, session, loss);
            if (_moves >= _pool.Options.MaxMoves)
                ThrowAsLost(session, loss);
            // The client has waited for an unreachable server long enough.
            TimeSpan patience = loss is ComfyRunLostException { Reason: RunLostReason.Unreachable } ? TimeSpan.Zero : _pool.Options.UnreachableTimeout;
            BeginSearch(server, loss, patience, limits);
        }
        return null;
    }

    [DoesNotReturn]
    private static void ThrowAsLost(IRunSession session, ComfyException loss)
    {
        if (loss is ComfyRunLostException)
            ExceptionDispatchInfo.Throw(loss);
        throw new ComfyRunLostException(RunLostReason.Unreachable, $"The run was sent again as often as it may be. {loss.Message}", session.PromptId, loss);
    }

    /// <returns>Whether it is to go on elsewhere; false when it has ended.</returns>
    private async Task<bool> IsToLeaveAsync(PoolServer server, IRunSession session)
    {
        while (!session.Outputs.IsCompleted)
        {
            Task changed = _pool.Router.Changed;
            bool mayLeave = server.Status.IsToBeLeft && _moves < _pool.Options.MaxMoves;
            if (mayLeave && await HasOtherAsync(server, session).ConfigureAwait(false) && _whereabouts.TryLeave())
                return true;
            await Task.WhenAny(session.Outputs, changed).ConfigureAwait(false);
        }
        return false;
    }

    private async Task<bool> HasOtherAsync(PoolServer server, IRunSession session)
    {
        Task<bool> hasOther = _pool.Dispatcher.HasOtherAsync(server, _needs);
        await Task.WhenAny(session.Outputs, hasOther).ConfigureAwait(false);
        return hasOther is { IsCompletedSuccessfully: true, Result: true };
    }

    /// <summary>Ends the attempt. A server out of reach is told when it is back; a run that has ended all the same has ended.</summary>
    /// <returns>Why it leaves, if the server has failed.</returns>
    private static async Task<ComfyRunLostException?> LeaveAsync(PoolServer server, IRunSession session)
    {
        ServerStatus status = server.Status;
        if (status.State != PoolServerState.Down)
        {
            await session.CancelAsync().ConfigureAwait(false);
            return null;
        }
        server.Abandoned.Add(session.PromptId);
        await session.DetachAsync().ConfigureAwait(false);
        return new ComfyRunLostException(RunLostReason.Unreachable, $"{server.Url} is down: {status.Failure}", session.PromptId);
    }

    /// <summary>Tells the router at once: the last probe may have been answered, and the next one takes a while.</summary>
    private void OnLost(PoolServer server, IRunSession session, ComfyException loss)
    {
        if (loss is not ComfyRunLostException { Reason: RunLostReason.Restarted })
            server.Abandoned.Add(session.PromptId);
        _pool.Router.OnLoss(server, loss.Message);
        server.Health.Hurry();
    }

    private void BeginSearch(PoolServer server, ComfyException? cause, TimeSpan patience, PooledRunLimits limits)
    {
        _whereabouts.Leave();
        _search = new ServerSearch(cause, patience);
        limits.OnQueued();
        Log.RunMoves(_pool.Logger, PromptId, server.Url, cause);
    }
}
