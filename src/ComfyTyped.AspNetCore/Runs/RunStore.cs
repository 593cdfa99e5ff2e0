using System.Collections.Concurrent;
using ComfyTyped.AspNetCore.Answers;
using ComfyTyped.AspNetCore.Endpoints;
using ComfyTyped.AspNetCore.Requests;

namespace ComfyTyped.AspNetCore.Runs;

/// <summary>The runs of an endpoint: those under way, and for a while those that have ended. It lives in this process.</summary>
internal sealed class RunStore(EndpointSetup setup)
{
    private readonly ConcurrentDictionary<string, EndpointRun> _runs = new(StringComparer.Ordinal);
    private int _active;

    /// <summary>Starts a run.</summary>
    /// <param name="request">What to run.</param>
    /// <param name="isWatched">Whether anyone may want to hear how it goes on.</param>
    /// <returns>The run, and the task that ends with it and never fails.</returns>
    /// <exception cref="ProblemException">Too many are under way.</exception>
    public (EndpointRun Run, Task Ended) Start(RunRequest request, bool isWatched)
    {
        if (Interlocked.Increment(ref _active) > setup.MaxParallelRuns)
        {
            Interlocked.Decrement(ref _active);
            throw new ProblemException(Problem.Busy);
        }
        Forget();
        var run = new EndpointRun(request, setup);
        _runs[run.Id] = run;
        return (run, FollowAsync(run, isWatched));
    }

    public EndpointRun? Find(string id) => _runs.TryGetValue(id, out EndpointRun? run) && !IsOld(run) ? run : null;

    public LinkedFile? FindFile(string id) => _runs.Values.Where(run => !IsOld(run)).Select(run => run.FindFile(id)).FirstOrDefault(file => file is not null);

    /// <summary>Forgets a run and the links to its files.</summary>
    public void Remove(EndpointRun run) => _runs.TryRemove(run.Id, out _);

    private async Task FollowAsync(EndpointRun run, bool isWatched)
    {
        try
        {
            await run.RunAsync(isWatched).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _active);
        }
    }

    private bool IsOld(EndpointRun run) => run.Snapshot.EndedAt is { } end && end + setup.KeepRunsFor <= setup.Time.GetUtcNow();

    private void Forget()
    {
        EndpointRun[] ended = [.. _runs.Values.Where(run => run.Snapshot.IsEnded).OrderByDescending(run => run.Snapshot.EndedAt)];
        foreach (EndpointRun run in ended.Where((run, index) => index >= setup.MaxKeptRuns || IsOld(run)))
            Remove(run);
    }
}
