using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using ComfyTyped.Client;
using ComfyTyped.Wire;

namespace ComfyTyped.Batches;

/// <summary>A batch from its beginning to its end: a source that is read in one place, runs beside one another, and a reader.</summary>
internal sealed class BatchRun<TResult>
    where TResult : ComfyResult
{
    /// <summary>For each run on the way another one may wait for the reader, so that a server does not idle while the reader saves a picture.</summary>
    private const int RoomPerRun = 2;

    private readonly IComfyClient _client;
    private readonly IAsyncEnumerable<ComfyWorkflow<TResult>> _workflows;
    private readonly BatchOptions _options;
    private readonly BatchManifest? _manifest;
    private readonly BatchTracker _tracker;
    private readonly SemaphoreSlim _room;
    private readonly Channel<Ended> _ended = Channel.CreateUnbounded<Ended>(new UnboundedChannelOptions { SingleReader = true });

    private BatchRun(IComfyClient client, IAsyncEnumerable<ComfyWorkflow<TResult>> workflows, BatchOptions options, BatchManifest? manifest)
    {
        _client = client;
        _workflows = workflows;
        _options = options;
        _manifest = manifest;
        _tracker = new BatchTracker(options, ILogSource.Of(client));
        _room = new SemaphoreSlim(options.MaxParallel * RoomPerRun);
    }

    public static async IAsyncEnumerable<BatchItem<TResult>> RunAsync(
        IComfyClient client,
        IAsyncEnumerable<ComfyWorkflow<TResult>> workflows,
        BatchOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using BatchManifest? manifest = options.Manifest is { } path ? BatchManifest.Open(path) : null;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var batch = new BatchRun<TResult>(client, workflows, options, manifest);
        Task pump = batch.PumpAsync(stop.Token);
        try
        {
            await foreach (Ended ended in batch.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return ended.Item;
                // The reader is done with it.
                batch.Release(ended);
            }
            await batch._tracker.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            batch._tracker.Stop();
            await stop.CancelAsync().ConfigureAwait(false);
            await pump.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task PumpAsync(CancellationToken stop)
    {
        var limit = new ParallelOptions { MaxDegreeOfParallelism = _options.MaxParallel, CancellationToken = stop };
        try
        {
            // The runs have the batch's token: when the source fails, those on the way end first.
            await Parallel.ForEachAsync(EntriesAsync(stop), limit, async (entry, _) => await RunAsync(entry, stop).ConfigureAwait(false)).ConfigureAwait(false);
            _ended.Writer.Complete();
        }
        catch (Exception exception)
        {
            _ended.Writer.Complete(exception);
        }
    }

    private async IAsyncEnumerable<BatchEntry<TResult>> EntriesAsync([EnumeratorCancellation] CancellationToken stop)
    {
        var keys = new BatchKeys(_options.TimeProvider);
        int index = 0;
        int order = 0;
        await _room.WaitAsync(stop).ConfigureAwait(false);
        await foreach (ComfyWorkflow<TResult> workflow in _workflows.WithCancellation(stop).ConfigureAwait(false))
        {
            int place = index++;
            (string key, Exception? failure) = await KeyOfAsync(workflow, keys, stop).ConfigureAwait(false);
            if (_manifest?.IsDone(key) == true)
            {
                _tracker.Skip();
                continue;
            }
            yield return new BatchEntry<TResult>(place, order++, key, LabelOf(workflow, place), workflow) { Failure = failure };
            await _room.WaitAsync(stop).ConfigureAwait(false);
        }
    }

    /// <summary>Without its key a workflow cannot be in the manifest, and is not run: a crash could run it twice.</summary>
    private async Task<(string Key, Exception? Failure)> KeyOfAsync(ComfyWorkflow workflow, BatchKeys keys, CancellationToken stop)
    {
        if (_manifest is null)
            return ("", null);
        try
        {
            return (await keys.NextAsync(workflow, stop).ConfigureAwait(false), null);
        }
        catch (FileTransferException failure)
        {
            return ("", failure);
        }
    }

    private string LabelOf(ComfyWorkflow workflow, int index) => _options.Label?.Invoke(workflow, index) ?? workflow.BatchLabel ?? $"#{index + 1}";

    private async Task RunAsync(BatchEntry<TResult> entry, CancellationToken stop)
    {
        BatchItem<TResult> item;
        _tracker.Begin(entry.Index);
        try
        {
            if (entry.Failure is not null)
                ExceptionDispatchInfo.Throw(entry.Failure);
            TResult result = await ResumeAsync(entry, stop).ConfigureAwait(false) ?? await StartAsync(entry, stop).ConfigureAwait(false);
            item = new BatchItem<TResult>(entry.Index, entry.Label, entry.Workflow, result, null);
        }
        catch (Exception exception) when (!stop.IsCancellationRequested && exception is not ObjectDisposedException)
        {
            item = new BatchItem<TResult>(entry.Index, entry.Label, entry.Workflow, null, exception);
        }
        _tracker.End(entry.Index, item.IsSuccess);
        _ended.Writer.TryWrite(new Ended(entry, item));
    }

    private Task<TResult> StartAsync(BatchEntry<TResult> entry, CancellationToken stop)
    {
        RunOptions run = _manifest is null ? _options.Run : _options.Run with { Submitting = handle => _manifest.Begin(entry, handle) };
        Action<RunCallbacks>? on = !_tracker.IsHeard ? null : on => on.Progress(progress => _tracker.Advance(entry.Index, progress.Fraction));
        return _client.RunAsync(entry.Workflow, run, on, stop);
    }

    /// <returns>Null when there is nothing to go on with, or pictures were sent to the process that has crashed.</returns>
    private async Task<TResult?> ResumeAsync(BatchEntry<TResult> entry, CancellationToken stop)
    {
        if (_manifest?.FindRun(entry.Key) is not { } handle)
            return null;
        try
        {
            ComfyRun<TResult> run = await _client.ResumeAsync(entry.Workflow, handle, stop).ConfigureAwait(false);
            await using (run.ConfigureAwait(false))
            {
                await foreach (ComfyEvent item in run.Events.ConfigureAwait(false))
                {
                    if (item is GraphProgress progress)
                        _tracker.Advance(entry.Index, progress.Fraction);
                }
                TResult result = await run.Result.ConfigureAwait(false);
                return result.Outputs.IsIncomplete ? null : result;
            }
        }
        catch (ComfyException exception) when (exception is RunInterruptedException or ComfyRunLostException { Reason: not RunLostReason.Unreachable })
        {
            // It was cancelled together with the batch, never reached the server, or was lost there.
            return null;
        }
    }

    private async IAsyncEnumerable<Ended> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var early = new Dictionary<int, Ended>();
        int next = 0;
        await foreach (Ended ended in _ended.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!_options.InOrder)
            {
                yield return ended;
                continue;
            }
            early.Add(ended.Entry.Order, ended);
            while (early.Remove(next, out Ended? due))
            {
                next++;
                yield return due;
            }
        }
    }

    /// <summary>Takes note that the reader is done with an item, and makes room for another one.</summary>
    private void Release(Ended ended)
    {
        if (ended.Entry.Failure is null && !IsOpen(ended.Item.Exception))
            _manifest?.End(ended.Entry, ended.Item);
        _room.Release();
    }

    /// <summary>Whether a failure leaves open what became of the run: the manifest keeps it as one to go on with.</summary>
    private static bool IsOpen(Exception? failure) => failure switch
    {
        ComfyRunLostException { Reason: RunLostReason.Unreachable } => true,
        NoServerException { InnerException: { } cause } => IsOpen(cause),
        // The handle is of a server that this client does not know.
        ArgumentException => true,
        _ => failure is not null && RequestRetry.IsUnsure(failure),
    };

    private sealed record Ended(BatchEntry<TResult> Entry, BatchItem<TResult> Item);
}
