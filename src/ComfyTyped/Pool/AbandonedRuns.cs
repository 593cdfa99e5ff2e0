using ComfyTyped.Diagnostics;
using ComfyTyped.Primitives;
using ComfyTyped.Wire;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Pool;

/// <summary>
/// Runs that one server may still have although the pool no longer needs them there: they moved away while it was out of reach, or ended while they were
/// being sent. They are cancelled when the server answers; a cancellation that fails is retried with growing pauses, and does not count against the server.
/// </summary>
internal sealed class AbandonedRuns(ComfyClient client, TimeProvider time, ILogger logger)
{
    /// <summary>How many are cancelled at a time, so that a probe does not take long.</summary>
    private const int MaxAtOnce = 32;

    private readonly object _gate = new();
    private readonly List<AbandonedRun> _runs = [];

    /// <param name="promptId">Its id there.</param>
    public void Add(string promptId)
    {
        AbandonedRun? surplus = null;
        lock (_gate)
        {
            if (_runs.Count == ComfyPoolDefaults.MaxAbandonedRuns)
            {
                surplus = _runs[0];
                _runs.RemoveAt(0);
            }
            _runs.Add(new AbandonedRun(promptId, time));
        }
        if (surplus is not null)
            LogLeft(surplus, $"more than {ComfyPoolDefaults.MaxAbandonedRuns} runs are to be cancelled there.");
    }

    /// <summary>Cancels those that are due.</summary>
    /// <returns>How many of them the server no longer has.</returns>
    public async Task<int> DropAsync(CancellationToken cancellationToken)
    {
        ForgetOld();
        AbandonedRun[] due;
        lock (_gate)
            due = [.. _runs.Where(run => run.IsDue).Take(MaxAtOnce)];
        try
        {
            await TellAsync(due, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
                _runs.RemoveAll(run => run.IsDone);
        }
        return due.Count(run => run.IsDone);
    }

    /// <summary>Cancels all of them, as far as possible within <see cref="ComfyClientDefaults.CancelTimeout"/>, and logs the others. For a server that leaves the pool.</summary>
    public async Task CloseAsync()
    {
        AbandonedRun[] left;
        lock (_gate)
        {
            left = [.. _runs];
            _runs.Clear();
        }
        if (left.Length == 0)
            return;
        try
        {
            await ForeignCode.RunAsync(token => TellAsync(left, token), ComfyClientDefaults.CancelTimeout, time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (ForeignCode.AbandonedException)
        {
            // What it was not told of is logged.
        }
        foreach (AbandonedRun run in left.Where(run => !run.IsDone))
            LogLeft(run, "the server left the pool, or the pool was disposed, before the server answered.");
    }

    private void ForgetOld()
    {
        AbandonedRun[] old;
        lock (_gate)
        {
            old = [.. _runs.Where(run => run.IsOld)];
            _runs.RemoveAll(old.Contains);
        }
        foreach (AbandonedRun run in old)
            LogLeft(run, $"the server did not answer for {ComfyPoolDefaults.AbandonedRunLifetime.TotalHours:0} hours.");
    }

    private async Task<bool> TellAsync(AbandonedRun[] runs, CancellationToken cancellationToken)
    {
        var limit = new ParallelOptions { MaxDegreeOfParallelism = ComfyClientDefaults.ParallelRequests, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(runs, limit, async (run, token) => await TellAsync(run, token).ConfigureAwait(false)).ConfigureAwait(false);
        return true;
    }

    private async Task TellAsync(AbandonedRun run, CancellationToken cancellationToken)
    {
        try
        {
            // False when it could only have been interrupted together with others: it may be over, or alone, the next time.
            if (await client.Launcher.TakeBackAsync(run.PromptId, cancellationToken).ConfigureAwait(false))
                run.End();
            else
                run.Wait(null);
        }
        catch (ComfyServerException failure) when (!RequestRetry.IsPassing(failure))
        {
            // It answers, and lets nobody cancel.
            Log.CancelFailed(logger, run.PromptId, failure);
            run.End();
        }
        catch (ComfyException failure)
        {
            run.Wait(failure);
        }
    }

    private void LogLeft(AbandonedRun run, string reason) => Log.RunLeftBehind(logger, run.PromptId, client.Url, reason, run.Failure);
}
