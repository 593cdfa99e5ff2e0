namespace ComfyTyped;

/// <summary>What runs workflows: one server, which is a <see cref="ComfyClient"/>, or several.</summary>
public interface IComfyClient : IAsyncDisposable
{
    /// <summary>Runs a workflow and waits for its result.</summary>
    /// <typeparam name="TResult">The result of the workflow.</typeparam>
    /// <param name="workflow">The workflow. It is read before this method returns its task, and can be changed for the next run from then on.</param>
    /// <param name="on">What to call while it runs: <c>on =&gt; on.Progress(...).Preview(...)</c>.</param>
    /// <param name="cancellationToken">Cancels this run and no other: it is taken out of the queue, or interrupted.</param>
    /// <returns>The result.</returns>
    /// <remarks>Runs that are started without an <c>await</c> in between are queued in any order. Where the order matters, await <c>StartAsync</c> of each.</remarks>
    /// <exception cref="WorkflowInvalidException">The workflow is sure to be refused; nothing was sent.</exception>
    /// <exception cref="PromptRejectedException">The server does not accept the workflow.</exception>
    /// <exception cref="PromptPartlyRejectedException">The server would leave outputs out.</exception>
    /// <exception cref="NodeFailedException">A node failed.</exception>
    /// <exception cref="RunInterruptedException">Someone interrupted the run on the server.</exception>
    /// <exception cref="ComfyRunLostException">The server does not know the run any more, or is gone.</exception>
    /// <exception cref="ComfyRunTimeoutException">The run has passed a time limit of the options.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    /// <exception cref="ComfyServerException">The server answers with a failure.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, or the client disposed meanwhile.</exception>
    /// <exception cref="InvalidOperationException">An input is linked to a node of another workflow object.</exception>
    /// <exception cref="ArgumentException">A callback is for a node of another workflow object.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    Task<TResult> RunAsync<TResult>(
        ComfyWorkflow<TResult> workflow,
        Action<RunCallbacks>? on = null,
        CancellationToken cancellationToken = default)
        where TResult : ComfyResult;

    /// <summary>Runs a workflow and waits for its result, as <see cref="RunAsync{TResult}(ComfyWorkflow{TResult}, Action{RunCallbacks}?, CancellationToken)"/> does.</summary>
    /// <typeparam name="TResult">The result of the workflow.</typeparam>
    /// <param name="workflow">The workflow. It is read before this method returns its task, and can be changed for the next run from then on.</param>
    /// <param name="options">How it is queued.</param>
    /// <param name="on">What to call while it runs: <c>on =&gt; on.Progress(...).Preview(...)</c>.</param>
    /// <param name="cancellationToken">Cancels this run and no other: it is taken out of the queue, or interrupted.</param>
    /// <returns>The result.</returns>
    Task<TResult> RunAsync<TResult>(
        ComfyWorkflow<TResult> workflow,
        RunOptions options,
        Action<RunCallbacks>? on = null,
        CancellationToken cancellationToken = default)
        where TResult : ComfyResult;

    /// <summary>Starts a workflow, and returns when a server has accepted it.</summary>
    /// <typeparam name="TResult">The result of the workflow.</typeparam>
    /// <param name="workflow">The workflow. It is read before this method returns its task, and can be changed for the next run from then on.</param>
    /// <param name="cancellationToken">Cancels this run and no other, for as long as it lasts: it is taken out of the queue, or interrupted.</param>
    /// <returns>The run; dispose it.</returns>
    /// <exception cref="WorkflowInvalidException">The workflow is sure to be refused; nothing was sent.</exception>
    /// <exception cref="PromptRejectedException">The server does not accept the workflow.</exception>
    /// <exception cref="PromptPartlyRejectedException">The server would leave outputs out.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    /// <exception cref="ComfyServerException">The server answers with a failure.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, or the client disposed meanwhile.</exception>
    /// <exception cref="InvalidOperationException">An input is linked to a node of another workflow object.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    Task<ComfyRun<TResult>> StartAsync<TResult>(ComfyWorkflow<TResult> workflow, CancellationToken cancellationToken = default)
        where TResult : ComfyResult;

    /// <summary>Starts a workflow, and returns when a server has accepted it, as <see cref="StartAsync{TResult}(ComfyWorkflow{TResult}, CancellationToken)"/> does.</summary>
    /// <typeparam name="TResult">The result of the workflow.</typeparam>
    /// <param name="workflow">The workflow. It is read before this method returns its task, and can be changed for the next run from then on.</param>
    /// <param name="options">How it is queued.</param>
    /// <param name="cancellationToken">Cancels this run and no other, for as long as it lasts: it is taken out of the queue, or interrupted.</param>
    /// <returns>The run; dispose it.</returns>
    Task<ComfyRun<TResult>> StartAsync<TResult>(
        ComfyWorkflow<TResult> workflow,
        RunOptions options,
        CancellationToken cancellationToken = default)
        where TResult : ComfyResult;

    /// <summary>Goes on with a run that another process, or this one before, has started: follows it to its end, or reads how it has ended meanwhile.</summary>
    /// <typeparam name="TResult">The result of the workflow.</typeparam>
    /// <param name="workflow">An object of the class whose run it is, with the same nodes. Its inputs do not matter.</param>
    /// <param name="handle">The <see cref="ComfyRun{TResult}.Handle"/> of the run.</param>
    /// <param name="cancellationToken">Cancels this run and no other, for as long as it lasts: it is taken out of the queue, or interrupted.</param>
    /// <returns>The run; dispose it.</returns>
    /// <exception cref="FormatException">The handle is none, was cut or changed, or is of another version.</exception>
    /// <exception cref="ArgumentException">The handle is of another server, or of a run of another workflow class.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, or the client disposed meanwhile.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    Task<ComfyRun<TResult>> ResumeAsync<TResult>(ComfyWorkflow<TResult> workflow, string handle, CancellationToken cancellationToken = default)
        where TResult : ComfyResult;

    /// <summary>Judges a workflow by what the server has at the moment: node classes, options, and files such as checkpoints. Nothing is run.</summary>
    /// <param name="workflow">The workflow. Do not change it before the task ends.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>All problems, node by node; none for a workflow that the server is expected to accept.</returns>
    /// <exception cref="ComfyServerException">The server answers with another failure than that it cannot describe a class.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    Task<IReadOnlyList<ValidationProblem>> CheckAsync(ComfyWorkflow workflow, CancellationToken cancellationToken = default);
}
