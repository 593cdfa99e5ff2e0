using System.Collections.Concurrent;
using ComfyTyped.AspNetCore.Failures;
using ComfyTyped.AspNetCore.Requests;
using ComfyTyped.AspNetCore.Setup;

namespace ComfyTyped.AspNetCore.Runs;

/// <summary>The runs of an endpoint: those under way, and for a while those that have ended. It lives in this process.</summary>
internal sealed class RunStore
{
    private readonly ConcurrentDictionary<string, EndpointRun> _runs = new(StringComparer.Ordinal);
    private readonly EndpointSetup _setup;
    private readonly RunSlots _slots;
    private readonly KeptItems<EndpointRun> _kept;

    public RunStore(EndpointSetup setup)
    {
        _setup = setup;
        EndpointLimits limits = setup.Limits;
        _slots = new RunSlots(limits.MaxParallelRuns);
        _kept = new KeptItems<EndpointRun>(limits.KeepRunsFor, limits.MaxKeptRuns, limits.MaxKeptBytes, setup.Time, run => _runs.TryRemove(run.Id, out _));
        setup.Stopping.UnsafeRegister(static kept => ((IDisposable)kept!).Dispose(), _kept);
    }

    /// <summary>Takes the place of a run, before anything is done for it.</summary>
    /// <returns>What gives it back, unless a run is started with it.</returns>
    /// <exception cref="ProblemException">Too many are under way.</exception>
    public IDisposable TakeSlot() => _slots.Take();

    /// <summary>Starts a run.</summary>
    /// <param name="request">What to run; disposed by the run.</param>
    /// <param name="slot">Its place, which it gives back.</param>
    /// <param name="caller">Who started it, and for what.</param>
    /// <returns>The run, and the task that ends with it and never fails.</returns>
    public (EndpointRun Run, Task Ended) Start(RunRequest request, IDisposable slot, RunCaller caller)
    {
        var run = new EndpointRun(_setup, caller.Owner);
        if (caller.IsTold)
            _runs[run.Id] = run;
        return (run, FollowAsync(run, request, slot, caller.IsWatching));
    }

    public EndpointRun? Find(string id)
    {
        _kept.ForgetOld();
        return _runs.GetValueOrDefault(id);
    }

    public (EndpointRun Run, LinkedFile File)? FindFile(string id)
    {
        _kept.ForgetOld();
        foreach (EndpointRun run in _runs.Values)
        {
            if (run.FindFile(id) is { } file)
                return (run, file);
        }
        return null;
    }

    /// <summary>Forgets a run and the links to its files.</summary>
    public void Remove(EndpointRun run)
    {
        _runs.TryRemove(run.Id, out _);
        _kept.Remove(run);
    }

    private async Task FollowAsync(EndpointRun run, RunRequest request, IDisposable slot, bool isWatched)
    {
        using (slot)
            await run.RunAsync(request, isWatched).ConfigureAwait(false);
        if (!_runs.ContainsKey(run.Id))
            return;
        _kept.Add(run, run.HeldBytes);
        // It may have been deleted meanwhile.
        if (!_runs.ContainsKey(run.Id))
            _kept.Remove(run);
    }
}

/// <summary>Who starts a run, and for what.</summary>
/// <param name="Owner">Who it is; null when links are enough.</param>
/// <param name="IsTold">Whether the caller gets to know the address of the run; otherwise nobody can ask for it.</param>
/// <param name="IsWatching">Whether anyone may want to hear how it goes on.</param>
internal sealed record RunCaller(string? Owner, bool IsTold, bool IsWatching);
