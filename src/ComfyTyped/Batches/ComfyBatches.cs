using ComfyTyped.Batches;

namespace ComfyTyped;

/// <summary>Runs many workflows.</summary>
public static class ComfyBatches
{
    /// <summary>
    /// Runs many workflows, some at a time: <c>await foreach (var item in comfy.RunManyAsync(sweep, new BatchOptions { MaxParallel = 4 }))</c>. A run that fails
    /// is an item like the others, and does not end the rest. The source is read only as far as there is room.
    /// </summary>
    /// <typeparam name="TResult">The result of the workflows.</typeparam>
    /// <param name="client">What runs them.</param>
    /// <param name="workflows">The workflows, such as a <see cref="Sweep{TWorkflow}"/>; each an object of its own, which is left alone until its item has come.</param>
    /// <param name="options">How the batch runs; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the batch, and on the server the runs on the way.</param>
    /// <returns>
    /// The items. Nothing begins before they are enumerated, and who stops to enumerate cancels the runs on the way. With a manifest an item is done when the next one is
    /// asked for: what a crash interrupts comes again.
    /// </returns>
    /// <exception cref="FormatException">The manifest is none.</exception>
    /// <exception cref="IOException">The manifest cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public static IAsyncEnumerable<BatchItem<TResult>> RunManyAsync<TResult>(
        this IComfyClient client,
        IEnumerable<ComfyWorkflow<TResult>> workflows,
        BatchOptions? options = null,
        CancellationToken cancellationToken = default)
        where TResult : ComfyResult
    {
        ArgumentNullException.ThrowIfNull(workflows);
        return RunManyAsync(client, ReadAsync(workflows), CountOf(workflows), options, cancellationToken);
    }

    /// <summary>Runs many workflows that come one after another, as the other overload does.</summary>
    /// <typeparam name="TResult">The result of the workflows.</typeparam>
    /// <param name="client">What runs them.</param>
    /// <param name="workflows">The workflows, each an object of its own, which is left alone until its item has come.</param>
    /// <param name="options">How the batch runs; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the batch, and on the server the runs on the way.</param>
    /// <returns>The items, as those of the other overload.</returns>
    public static IAsyncEnumerable<BatchItem<TResult>> RunManyAsync<TResult>(
        this IComfyClient client,
        IAsyncEnumerable<ComfyWorkflow<TResult>> workflows,
        BatchOptions? options = null,
        CancellationToken cancellationToken = default)
        where TResult : ComfyResult
    {
        ArgumentNullException.ThrowIfNull(workflows);
        return RunManyAsync(client, workflows, null, options, cancellationToken);
    }

    private static IAsyncEnumerable<BatchItem<TResult>> RunManyAsync<TResult>(
        IComfyClient client,
        IAsyncEnumerable<ComfyWorkflow<TResult>> workflows,
        int? count,
        BatchOptions? options,
        CancellationToken cancellationToken)
        where TResult : ComfyResult
    {
        ArgumentNullException.ThrowIfNull(client);
        options ??= new BatchOptions();
        return BatchRun<TResult>.RunAsync(client, workflows, options with { Total = options.Total ?? count }, cancellationToken);
    }

    private static int? CountOf<TResult>(IEnumerable<ComfyWorkflow<TResult>> workflows)
        where TResult : ComfyResult =>
        workflows is IReadOnlyCollection<ComfyWorkflow<TResult>> collection ? collection.Count
        : workflows.TryGetNonEnumeratedCount(out int count) ? count
        : null;

    private static async IAsyncEnumerable<T> ReadAsync<T>(IEnumerable<T> source)
    {
        foreach (T item in source)
        {
            await Task.CompletedTask.ConfigureAwait(false);
            yield return item;
        }
    }
}
