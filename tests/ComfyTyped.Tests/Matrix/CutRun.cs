namespace ComfyTyped.Tests.Matrix;

/// <summary>A run that can be had again and again, each time with its socket cut elsewhere, and another run after it on the same client.</summary>
internal abstract class CutRun
{
    /// <summary>What is run.</summary>
    public abstract string Name { get; }

    /// <summary>How many messages its socket brings, known once it was run without a cut.</summary>
    public int Messages { get; protected set; }

    /// <summary>Runs it, and the other one.</summary>
    /// <param name="cut">Where the socket is cut; null for nowhere.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public abstract Task<ObservedRuns> RunAsync(Cut? cut, CancellationToken cancellationToken);

    /// <summary>A client that asks often, since what it follows takes no time.</summary>
    /// <param name="cut">Where its socket is cut.</param>
    /// <param name="isCut">Whether it was cut by now.</param>
    /// <param name="time">Its clock.</param>
    protected static ComfyClientOptions Impatient(Cut? cut, Func<bool> isCut, TimeProvider time) => new()
    {
        HistoryPollInterval = TimeSpan.FromMilliseconds(20),
        EventBufferSize = 10_000,
        AcceptPartialPrompts = true,
        ReconnectPolicy = new Policy(() => cut?.Aftermath == Aftermath.GivenUp && isCut()),
        TimeProvider = time,
    };

    /// <summary>Gives a task that ends when the client has noticed that its socket is gone: until then it cannot know that the next run needs another one.</summary>
    protected static Task NoticeDrop(ComfyClient comfy)
    {
        var dropped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        comfy.ConnectionChanged += (_, change) => _ = change.Previous == ConnectionState.Connected && dropped.TrySetResult();
        return dropped.Task;
    }

    /// <summary>Has the next run, whose client's clock stands still: only the socket can tell of it. When it does not, the clock goes on.</summary>
    /// <param name="cut">The run before it, of which a look may still be under way.</param>
    /// <param name="begin">Begins the run.</param>
    /// <param name="time">The clock, stopped.</param>
    /// <param name="hopeless">Ends when the run has to be told of in another way.</param>
    /// <param name="requests">The requests so far.</param>
    protected static async Task<NextRun> FollowNextAsync(
        ObservedRun cut, Func<Task<ObservedRun>> begin, StoppableTime time, Task hopeless, Func<IReadOnlyCollection<string>> requests)
    {
        int before = requests().Count;
        Task<ObservedRun> run = begin();
        await Task.WhenAny(run, hopeless);
        time.Resume();
        return new NextRun(await run, [.. requests().Skip(before).Where(request => cut.PromptId.Length == 0 || !request.Contains(cut.PromptId, StringComparison.Ordinal))]);
    }

    /// <summary>The first attempt at once, the next ones after a moment.</summary>
    private sealed class Policy(Func<bool> givesUp) : IReconnectPolicy
    {
        public TimeSpan? NextDelay(ReconnectContext context) => givesUp() ? null : TimeSpan.FromMilliseconds(Math.Min(context.Attempts, 20));
    }
}
