using ComfyTyped.Runs;

namespace ComfyTyped;

/// <summary>A run that a server has accepted. Dispose it: a run that has not ended by then is cancelled.</summary>
/// <typeparam name="TResult">The result of its workflow.</typeparam>
public sealed class ComfyRun<TResult> : IAsyncDisposable
    where TResult : ComfyResult
{
    private readonly IRunSession _session;

    internal ComfyRun(IRunSession session, ComfyWorkflow<TResult> workflow)
    {
        _session = session;
        Result = ConvertAsync(session, workflow);
        // The owner of the run may be interested in its events only; its failure is then not forgotten but unwanted.
        _ = Result.ContinueWith(
            static task => task.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>Gets the id of the run on the server: that of its latest attempt, when it was begun again (<see cref="ComfyClientOptions.FailedRunPolicy"/>).</summary>
    public string PromptId => _session.PromptId;

    /// <summary>
    /// Gets what another process needs to go on with the run by <see cref="ComfyClient.ResumeAsync"/>: its id, the socket's id, the server's address without
    /// credentials, the class of the workflow, and the seeds that were used. It fits into a URL, holds no secret, and proves nothing.
    /// </summary>
    public string Handle => _session.ToHandle().ToString();

    /// <summary>Gets the result once the run has succeeded.</summary>
    /// <exception cref="NodeFailedException">A node failed.</exception>
    /// <exception cref="RunInterruptedException">Someone interrupted the run on the server.</exception>
    /// <exception cref="ComfyRunLostException">The server does not know the run any more, or is gone.</exception>
    /// <exception cref="ComfyRunTimeoutException">The run has passed a time limit of the options.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled from here.</exception>
    public Task<TResult> Result { get; }

    /// <summary>
    /// Gets what happens, from the beginning of the run to its end, for one reader. The stream ends with the run, whatever the outcome,
    /// which <see cref="Result"/> tells.
    /// </summary>
    /// <value>
    /// A reader that is too slow misses progress, previews and notices, oldest first: see <see cref="ComfyClientOptions.EventBufferSize"/> and
    /// <see cref="ComfyClientOptions.EventBufferBytes"/>. Read while the run is under way: previews that nobody has begun to read are released when it ends.
    /// </value>
    public IAsyncEnumerable<ComfyEvent> Events => _session.Events!.ReadAllAsync();

    /// <summary>Gets how many events were dropped because nobody had read them.</summary>
    public long EventsDropped => _session.Events!.Dropped;

    /// <summary>Cancels this run and no other: takes it out of the queue, or interrupts it. Does nothing when it has ended.</summary>
    /// <returns>A task that ends when the server was told, or could not be told within <see cref="ComfyClientDefaults.CancelTimeout"/>.</returns>
    public async Task CancelAsync()
    {
        await _session.CancelAsync().ConfigureAwait(false);
        await ((Task)Result).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>
    /// Leaves the run to the server, which goes on with it, and follows it no more: <see cref="Result"/> is cancelled and the events end here.
    /// <see cref="ComfyClient.ResumeAsync"/> takes it up again. Does nothing when it has ended.
    /// </summary>
    /// <returns>
    /// A task that ends when the run is no more followed. A run of a <see cref="ComfyPool"/> that is moving between servers reaches one first; <see cref="Handle"/>
    /// names it then.
    /// </returns>
    /// <exception cref="TimeoutException">
    /// A run of a <see cref="ComfyPool"/> did not reach a server within <see cref="ComfyPoolDefaults.DetachTimeout"/>. It continues, and is followed as before.
    /// </exception>
    public async Task DetachAsync()
    {
        await _session.DetachAsync().ConfigureAwait(false);
        await ((Task)Result).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Cancels the run, unless it has ended.</summary>
    /// <returns>A task as that of <see cref="CancelAsync"/>.</returns>
    public ValueTask DisposeAsync() => new(CancelAsync());

    private static async Task<TResult> ConvertAsync(IRunSession session, ComfyWorkflow<TResult> workflow) =>
        workflow.ToResult(await session.Outputs.ConfigureAwait(false));
}
