using ComfyTyped.Diagnostics;
using ComfyTyped.Primitives;
using ComfyTyped.Wire;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Runs;

/// <summary>
/// Takes runs off the server that nobody waits for any more. A server is told again until it has nothing of the run, within bounds: it may not answer at
/// first, or take a prompt only after it was told to drop it.
/// </summary>
/// <remarks>
/// A caller waits until the server was told once, and no longer than <see cref="ComfyClientDefaults.CancelTimeout"/>; the rest happens in the background. When
/// the client is disposed each of them makes a last attempt, and what is left then is logged.
/// </remarks>
internal sealed class TakeBacks(ServerApi api, ComfyClientOptions options, ILogger logger) : IAsyncDisposable
{
    /// <summary>The pauses between two looks for a prompt that may still be on its way: half a minute in all.</summary>
    private static readonly TimeSpan[] Pauses = [.. new[] { 0.1, 0.25, 0.5, 1, 2, 4, 8, 15 }.Select(TimeSpan.FromSeconds)];

    private readonly object _gate = new();
    private readonly TimeProvider _time = options.TimeProvider;
    private readonly RunCancellation _cancellation = new(api);
    private readonly SharedLook _look = new(api, options.TimeProvider);
    private readonly CancellationTokenSource _hurry = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<Task> _underWay = [];

    /// <summary>Gets the token of requests that go on after their run was cancelled.</summary>
    public CancellationToken Lifetime => _stop.Token;

    /// <summary>Takes off a run that the server has accepted.</summary>
    public Task CancelAsync(string promptId) => BeginAsync(told => TellAsync(promptId, told));

    /// <summary>Takes off a run whose acceptance was not heard of.</summary>
    /// <param name="promptId">The run.</param>
    /// <param name="posting">The request that submits it, which may be under way.</param>
    public Task TakeBackAsync(string promptId, Task<PromptReply> posting) => BeginAsync(told => TakeBackAsync(promptId, posting, told));

    /// <summary>Removes the copies of a run that was sent again although the first sending may have arrived, until the run has ended and none is left.</summary>
    public void RemoveCopies(string promptId, Task ended) => _ = BeginAsync(_ => RemoveCopiesAsync(promptId, ended));

    /// <summary>Tells the server once.</summary>
    /// <returns>False when it could only have interrupted others with it.</returns>
    /// <exception cref="ComfyException">It does not answer, or with a failure.</exception>
    public Task<bool> TryCancelAsync(string promptId, CancellationToken cancellationToken) => _cancellation.TryCancelAsync(promptId, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _hurry.CancelAsync().ConfigureAwait(false);
        Task[] underWay;
        lock (_gate)
            underWay = [.. _underWay];
        await Task.WhenAll(underWay).WaitAsync(ComfyClientDefaults.CancelTimeout).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(underWay).WaitAsync(ComfyClientDefaults.EndGrace).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <returns>A task that completes when the server was told, or has not answered in time.</returns>
    private async Task BeginAsync(Func<TaskCompletionSource, Task> work)
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task task;
        // It outlives the run, and must not count as part of its activity.
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
            task = Task.Run(() => work(told), CancellationToken.None);
        lock (_gate)
            _underWay.Add(task);
        _ = task.ContinueWith(
            ended =>
            {
                _ = ended.Exception;
                told.TrySetResult();
                lock (_gate)
                    _underWay.Remove(ended);
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        await told.Task.WaitAsync(ComfyClientDefaults.CancelTimeout, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>
    /// Tells the server until it has nothing of the run any more. One that has taken note may have it all the same: ComfyUI forgets an interrupt that comes
    /// while it begins a prompt, and a proxy answers in its place.
    /// </summary>
    private async Task TellAsync(string promptId, TaskCompletionSource told)
    {
        long begun = _time.GetTimestamp();
        bool isLast = false;
        for (int attempt = 0; ; attempt++)
        {
            bool isTold = await TellOnceAsync(promptId).ConfigureAwait(false);
            told.TrySetResult();
            if (isLast || _time.GetElapsedTime(begun) >= options.UnreachableTimeout)
            {
                if (!isTold)
                    Log.RunLeft(logger, promptId, api.Server);
                return;
            }
            isLast = await PauseAsync(attempt, null).ConfigureAwait(false);
            if (isTold && await IsGoneAsync(promptId).ConfigureAwait(false))
                return;
        }
    }

    private async Task<bool> IsGoneAsync(string promptId)
    {
        try
        {
            return (await _look.LookAsync(_stop.Token).ConfigureAwait(false)).PlaceOf(promptId) == QueuePlace.Absent;
        }
        catch (Exception exception) when (exception is ComfyException or OperationCanceledException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>A server that has lost its caller goes on with what it was sent, so that its answer is waited for, and the run looked for when there is none.</summary>
    private async Task TakeBackAsync(string promptId, Task<PromptReply>? posting, TaskCompletionSource told)
    {
        // Usually the answer is about to come, and then the server need not be told twice.
        await Task.WhenAny(posting!, Task.Delay(ComfyClientDefaults.EndGrace)).ConfigureAwait(false);
        bool isLast = false;
        bool isGone = !posting!.IsCompletedSuccessfully && await TellOnceAsync(promptId).ConfigureAwait(false);
        for (int attempt = 0; !isLast && (posting is not null || attempt < Pauses.Length); attempt++)
        {
            if (posting is null or { IsCompleted: true, IsCompletedSuccessfully: false })
                told.TrySetResult();
            if (posting is not { IsCompletedSuccessfully: true })
                isLast = await PauseAsync(attempt, posting).ConfigureAwait(false);
            if (isLast && posting is not null)
                await ((Task)posting).WaitAsync(_stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (posting is { IsCompletedSuccessfully: true })
            {
                await TellAsync(posting.Result.PromptId, told).ConfigureAwait(false);
                return;
            }
            if (posting is { IsFaulted: true } && !RequestRetry.IsUnsure(posting.Exception.InnerException!))
                return;
            if (posting is { IsCompleted: true })
                (posting, attempt) = (null, -1);
            isGone = await TellIfThereAsync(promptId).ConfigureAwait(false);
        }
        if (isLast || !isGone)
            Log.RunLeft(logger, promptId, api.Server);
    }

    private async Task RemoveCopiesAsync(string promptId, Task ended)
    {
        bool isLast = false;
        for (int attempt = 0; !isLast && (attempt <= Pauses.Length || !ended.IsCompleted); attempt++)
        {
            bool hasEnded = ended.IsCompleted;
            await RemoveCopiesOnceAsync(promptId, hasEnded ? 0 : 1).ConfigureAwait(false);
            isLast = await PauseAsync(attempt, hasEnded ? null : ended).ConfigureAwait(false);
        }
        await RemoveCopiesOnceAsync(promptId, 0).ConfigureAwait(false);
    }

    /// <summary>Of several prompts that wait under one id the server deletes one at a time.</summary>
    /// <param name="promptId">Their id.</param>
    /// <param name="meant">How many of them are meant to be there.</param>
    private async Task RemoveCopiesOnceAsync(string promptId, int meant)
    {
        using var limit = new LinkedTimeout(ComfyClientDefaults.LookTimeout, _time, _stop.Token);
        try
        {
            // As long as it helps.
            for (int before = int.MaxValue, count; (count = (await api.GetQueueAsync(limit.Token).ConfigureAwait(false)).CountOf(promptId)) > meant && count < before; before = count)
            {
                if (meant == 0)
                    await _cancellation.TryCancelAsync(promptId, limit.Token).ConfigureAwait(false);
                else
                    await api.DeleteFromQueueAsync(promptId, limit.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is ComfyException or OperationCanceledException)
        {
            Log.CopyLeft(logger, promptId, exception);
        }
    }

    /// <returns>Whether the server has nothing of the run, as far as can be seen.</returns>
    private async Task<bool> TellIfThereAsync(string promptId)
    {
        using var limit = new LinkedTimeout(ComfyClientDefaults.LookTimeout, _time, _stop.Token);
        try
        {
            return await api.FindInQueueAsync(promptId, limit.Token).ConfigureAwait(false) == QueuePlace.Absent
                || await TellOnceAsync(promptId).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ComfyException or OperationCanceledException)
        {
            Log.CancelFailed(logger, promptId, exception);
            return false;
        }
    }

    private async Task<bool> TellOnceAsync(string promptId)
    {
        using var limit = new LinkedTimeout(ComfyClientDefaults.LookTimeout, _time, _stop.Token);
        try
        {
            if (await _cancellation.TryCancelAsync(promptId, limit.Token).ConfigureAwait(false))
                Log.RunCancelled(logger, promptId);
            else
                Log.CancelWithheld(logger, promptId);
            return true;
        }
        catch (Exception exception) when (exception is ComfyException or OperationCanceledException or ObjectDisposedException)
        {
            Log.CancelFailed(logger, promptId, exception);
            return false;
        }
    }

    /// <param name="attempt">How many pauses there were before.</param>
    /// <param name="orUntil">Ends the pause early.</param>
    /// <returns>Whether the client is being disposed, so that the next attempt is the last.</returns>
    private async Task<bool> PauseAsync(int attempt, Task? orUntil)
    {
        Task delay = Task.Delay(Pauses[Math.Min(attempt, Pauses.Length - 1)], _time, _hurry.Token);
        await Task.WhenAny(delay, orUntil is null || orUntil.IsCompleted ? delay : orUntil).ConfigureAwait(false);
        return _hurry.IsCancellationRequested;
    }
}
