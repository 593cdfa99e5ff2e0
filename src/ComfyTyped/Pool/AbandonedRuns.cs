using ComfyTyped.Client;
using ComfyTyped.Connection;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Pool;

/// <summary>
/// Runs that one server may still have although the pool is done with them there: they moved away while it was out of reach, or ended while they were being sent.
/// The server is told to drop them when it answers. Telling it again has growing pauses; a server that cannot be told is none the worse for it.
/// </summary>
internal sealed class AbandonedRuns(ComfyClient client, TimeProvider time, ILogger logger)
{
    /// <summary>How many are told of at a time, so that a probe does not take long.</summary>
    private const int MaxAtOnce = 32;

    private readonly object _gate = new();
    private readonly List<AbandonedRun> _runs = [];

    /// <param name="promptId">Its id there.</param>
    /// <param name="mayComeLate">Whether its prompt may still be on the way, so that telling the server once is not enough.</param>
    public void Add(string promptId, bool mayComeLate)
    {
        AbandonedRun? surplus = null;
        lock (_gate)
        {
            if (_runs.Count == ComfyPoolDefaults.MaxAbandonedRuns)
            {
                surplus = _runs[0];
                _runs.RemoveAt(0);
            }
            _runs.Add(new AbandonedRun(promptId, mayComeLate, time));
        }
        if (surplus is { IsTold: false })
            LogLeft(surplus, $"it has more than {ComfyPoolDefaults.MaxAbandonedRuns} of them.");
    }

    /// <summary>Tells the server of those that are due.</summary>
    /// <returns>How many of them it took note of for the first time.</returns>
    public async Task<int> DropAsync(CancellationToken cancellationToken)
    {
        ForgetOld();
        AbandonedRun[] due;
        lock (_gate)
            due = [.. _runs.Where(run => run.IsDue).Take(MaxAtOnce)];
        int untold = due.Count(run => !run.IsTold);
        try
        {
            await TellAsync(due, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
                _runs.RemoveAll(run => run.IsDone);
        }
        return untold - due.Count(run => !run.IsTold);
    }

    /// <summary>Tells the server of all once more, as far as that is possible within <see cref="ComfyClientDefaults.CancelTimeout"/>, and logs the others. For when it leaves the pool.</summary>
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
        using var limit = new CancellationTokenSource(ComfyClientDefaults.CancelTimeout, time);
        CancellationToken token = limit.Token;
        await Task.Run(() => TellAsync(left, token), CancellationToken.None).WaitAsync(token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (AbandonedRun run in left.Where(run => !run.IsTold))
            LogLeft(run, "it left the pool, or the pool was disposed, before it answered.");
    }

    private void ForgetOld()
    {
        AbandonedRun[] old;
        lock (_gate)
        {
            old = [.. _runs.Where(run => run.IsOld)];
            _runs.RemoveAll(old.Contains);
        }
        foreach (AbandonedRun run in old.Where(run => !run.IsTold))
            LogLeft(run, $"it did not answer for {ComfyPoolDefaults.AbandonedRunLifetime.TotalHours:0} hours.");
    }

    private Task TellAsync(AbandonedRun[] runs, CancellationToken cancellationToken)
    {
        var limit = new ParallelOptions { MaxDegreeOfParallelism = ComfyClientDefaults.ParallelRequests, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(runs, limit, async (run, token) => await TellAsync(run, token).ConfigureAwait(false));
    }

    private async Task TellAsync(AbandonedRun run, CancellationToken cancellationToken)
    {
        try
        {
            // False when it could only have been interrupted together with others: it may be over, or alone, the next time.
            run.OnAnswer(await client.Launcher.TakeBackAsync(run.PromptId, cancellationToken).ConfigureAwait(false));
        }
        catch (ComfyServerException failure) when (!RequestRetry.IsPassing(failure))
        {
            // It answers, and lets nobody cancel.
            Log.CancelFailed(logger, run.PromptId, failure);
            run.GiveUp();
        }
        catch (ComfyException failure)
        {
            run.OnFailure(failure);
        }
    }

    private void LogLeft(AbandonedRun run, string reason) => Log.RunLeftBehind(logger, run.PromptId, client.Url, reason, run.Failure);
}
