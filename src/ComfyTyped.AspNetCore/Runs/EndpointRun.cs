using ComfyTyped.AspNetCore.Failures;
using ComfyTyped.AspNetCore.Requests;
using ComfyTyped.AspNetCore.Setup;
using ComfyTyped.Primitives;

namespace ComfyTyped.AspNetCore.Runs;

/// <summary>A run that a request has started, and what is known of it at the moment.</summary>
internal sealed class EndpointRun
{
    private readonly object _gate = new();
    private readonly List<LinkedFile> _files = [];
    private readonly EndpointSetup _setup;
    private readonly CancellationTokenSource _cancellation;
    private TaskCompletionSource _changed = NewSignal();
    private RunSnapshot _snapshot = new();

    /// <param name="setup">The endpoint.</param>
    /// <param name="owner">Who started it; null when links are enough.</param>
    public EndpointRun(EndpointSetup setup, string? owner)
    {
        _setup = setup;
        Owner = owner;
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(setup.Stopping);
    }

    public string Id { get; } = RandomId.New();

    public string? Owner { get; }

    public RunSnapshot Snapshot => Volatile.Read(ref _snapshot);

    /// <summary>About how many bytes it holds: pictures that no server has, and texts.</summary>
    public long HeldBytes
    {
        get
        {
            lock (_gate)
                return _files.Sum(file => file.HeldBytes) + _snapshot.Outputs.Concat(_snapshot.Result?.Outputs ?? []).Sum(output => output.HeldBytes);
        }
    }

    public LinkedFile? FindFile(string id)
    {
        lock (_gate)
            return _files.Find(file => file.Id == id);
    }

    /// <summary>Takes it off the server, unless it has ended.</summary>
    public void Cancel()
    {
        try
        {
            _cancellation.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended.
        }
    }

    /// <summary>Runs it to its end, which <see cref="Snapshot"/> tells; never throws. The request is let go of, and its uploads as soon as they are sent.</summary>
    /// <param name="request">What to run.</param>
    /// <param name="isWatched">Whether anyone may want to hear how it goes on.</param>
    public async Task RunAsync(RunRequest request, bool isWatched)
    {
        using var limit = new LinkedTimeout(_setup.Limits.RunTimeout, _setup.Time, _cancellation.Token);
        try
        {
            await new UploadSender(_setup).SendAsync(request, limit.Token).ConfigureAwait(false);
            ComfyResult result = await _setup.Client
                .RunAsync(request.Workflow, isWatched ? on => on.Event(Hear) : null, limit.Token)
                .ConfigureAwait(false);
            RunResult made = ReadResult(request.Workflow, result);
            End(snapshot => snapshot with { Status = RunStatus.Succeeded, Result = made });
        }
        catch (Exception exception)
        {
            bool isLate = exception is OperationCanceledException && limit.IsCancellationRequested && !_cancellation.IsCancellationRequested;
            Problem problem = Problems.Of(isLate ? new ProblemException(Problem.TimedOut) : exception, _setup);
            End(snapshot => snapshot with { Status = problem == Problem.Cancelled ? RunStatus.Cancelled : RunStatus.Failed, Problem = problem });
        }
        finally
        {
            request.Uploads.Dispose();
            _cancellation.Dispose();
        }
    }

    /// <summary>Waits until it is not any more as it was.</summary>
    /// <returns>Whether it has changed, or the time is over.</returns>
    public async Task<bool> WaitAsync(RunSnapshot seen, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        Task changed;
        lock (_gate)
        {
            if (!ReferenceEquals(_snapshot, seen))
                return true;
            changed = _changed.Task;
        }
        await changed.WaitAsync(timeout, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return changed.IsCompleted;
    }

    private void Hear(ComfyEvent item)
    {
        switch (item)
        {
            case ExecutionStartEvent:
                Update(snapshot => snapshot with { Status = RunStatus.Running });
                break;
            case GraphProgress progress:
                Update(snapshot => snapshot with { Status = RunStatus.Running, Progress = progress });
                break;
            case PreviewFrame preview:
                Update(snapshot => snapshot with { Preview = preview });
                break;
            case ExecutedEvent { Output.IsEmpty: false } executed:
                NodeResult output = ReadOutput(executed.Node?.ToString() ?? executed.NodeId, executed.Output);
                Update(snapshot => snapshot with { Outputs = snapshot.Outputs.Add(output) });
                break;
        }
    }

    private RunResult ReadResult(ComfyWorkflow workflow, ComfyResult result)
    {
        // The order of the workflow, so that the first picture is the same one each time.
        var order = workflow.Nodes.Select((node, index) => (node.Id, index)).ToDictionary(node => node.Id, node => node.index, StringComparer.Ordinal);
        return new RunResult(
            result.PromptId,
            [.. workflow.Nodes.Select(node => (node.ToString(), Seed: result.Outputs.FindSeed(node.Id))).Where(node => node.Seed is not null).Select(node => (node.Item1, node.Seed!.Value))],
            [.. result.Outputs.ReadAll()
                .Select(output => (Node: workflow.FindNode(output.NodeId) ?? workflow.FindNode(output.NodeId.Split('.')[0]), output.NodeId, output.Output))
                .OrderBy(output => output.Node is null ? int.MaxValue : order[output.Node.Id])
                .Select(output => ReadOutput(output.Node?.ToString() ?? output.NodeId, output.Output))]);
    }

    // A file that is named by a text may be one that the caller has named.
    private NodeResult ReadOutput(string node, AnyOutput output) =>
        new(node, [.. output.Files.Where(file => !file.IsNamedByText).Select(file => Link(node, file))], [.. output.Texts]);

    /// <summary>One file has one link, though the events and the history both tell of it. Pictures in memory have names of their own in their node only.</summary>
    private LinkedFile Link(string node, OutputFile file)
    {
        lock (_gate)
        {
            LinkedFile? known = file.IsInMemory ? null : _files.Find(other => !other.File.IsInMemory && (other.File.Subfolder, other.File.FileName, other.File.Type) == (file.Subfolder, file.FileName, file.Type));
            if (known is null)
                _files.Add(known = new LinkedFile(RandomId.New(), node, file));
            return known;
        }
    }

    private void End(Func<RunSnapshot, RunSnapshot> change) => Update(snapshot => change(snapshot) with { Preview = null });

    private void Update(Func<RunSnapshot, RunSnapshot> change)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            Volatile.Write(ref _snapshot, change(_snapshot));
            (changed, _changed) = (_changed, NewSignal());
        }
        changed.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
