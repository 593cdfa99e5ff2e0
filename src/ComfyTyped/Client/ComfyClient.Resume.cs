using ComfyTyped.Options;

namespace ComfyTyped;

/// <content>Going on with a run of another process.</content>
public sealed partial class ComfyClient
{
    /// <summary>Goes on with a run that another process, or this one before, has started: follows it to its end, or reads how it has ended meanwhile.</summary>
    /// <typeparam name="TResult">The result of the workflow.</typeparam>
    /// <param name="workflow">An object of the class whose run it is, with the same nodes. Its inputs do not matter.</param>
    /// <param name="handle">The <see cref="ComfyRun{TResult}.Handle"/> of the run.</param>
    /// <param name="cancellationToken">Cancels this run and no other, for as long as it lasts: it is taken out of the queue, or interrupted.</param>
    /// <returns>The run; dispose it. Time limits count anew, and it is not sent again if it was lost.</returns>
    /// <remarks>
    /// A socket takes over the id that the server addresses the run's events to, so do not resume a run that is still followed elsewhere: only one of the two
    /// would receive its events. A client has at most eight sockets; a resumed run beyond them is followed by history and queue alone, without events on its way.
    /// </remarks>
    /// <exception cref="FormatException">The handle is none, was cut or changed, or is of another version.</exception>
    /// <exception cref="ArgumentException">The handle is of another server, or of a run of another workflow class.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, or the client disposed meanwhile.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<ComfyRun<TResult>> ResumeAsync<TResult>(ComfyWorkflow<TResult> workflow, string handle, CancellationToken cancellationToken = default)
        where TResult : ComfyResult
    {
        ArgumentNullException.ThrowIfNull(workflow);
        ArgumentNullException.ThrowIfNull(handle);
        ThrowIfDisposed();
        RunHandle parsed = RunHandle.Parse(handle);
        if (parsed.Server != Url.AbsoluteUri)
            throw new ArgumentException($"The handle is of a run on {parsed.Server}, not on {Url}.", nameof(handle));
        if (parsed.Workflow != RunHandle.NameOf(workflow))
            throw new ArgumentException($"The handle is of a run of {parsed.Workflow}, not of {RunHandle.NameOf(workflow)}.", nameof(handle));
        return GoOnAsync(workflow, parsed, cancellationToken);
    }

    private async Task<ComfyRun<TResult>> GoOnAsync<TResult>(ComfyWorkflow<TResult> workflow, RunHandle handle, CancellationToken cancellationToken)
        where TResult : ComfyResult =>
        new(await _launcher.ResumeAsync(workflow, handle, cancellationToken).ConfigureAwait(false), workflow);
}
