using ComfyTyped.AspNetCore.Answers;
using ComfyTyped.AspNetCore.Endpoints;
using ComfyTyped.AspNetCore.Requests;

namespace ComfyTyped.AspNetCore.Runs;

/// <summary>A run that a request has started, and what is known of it at the moment.</summary>
internal sealed class EndpointRun
{
    private readonly object _gate = new();
    private readonly Dictionary<(string, string, ComfyFolder), LinkedFile> _files = [];
    private readonly EndpointSetup _setup;
    private readonly RunRequest _request;
    private readonly CancellationTokenSource _cancellation;
    private TaskCompletionSource _changed = NewSignal();
    private RunSnapshot _snapshot = new();

    public EndpointRun(RunRequest request, EndpointSetup setup)
    {
        _request = request;
        _setup = setup;
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(setup.Stopping);
    }

    public string Id { get; } = RandomId.New();

    public RunSnapshot Snapshot => Volatile.Read(ref _snapshot);

    public LinkedFile? FindFile(string id)
    {
        lock (_gate)
            return _files.Values.FirstOrDefault(file => file.Id == id);
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

    /// <summary>Runs it to its end, which <see cref="Snapshot"/> tells; never throws.</summary>
    /// <param name="isWatched">Whether anyone may want to hear how it goes on.</param>
    public async Task RunAsync(bool isWatched)
    {
        try
        {
            await new UploadSender(_setup).SendAsync(_request, _cancellation.Token).ConfigureAwait(false);
            ComfyResult result = await _request.Workflow
                .RunOnAsync(_setup.Client, isWatched ? on => on.Event(Hear) : null, _cancellation.Token)
                .ConfigureAwait(false);
            End(snapshot => snapshot with { Status = RunStatus.Succeeded, Result = ReadResult(result) });
        }
        catch (Exception exception)
        {
            Problem problem = Problems.Of(exception, _setup);
            End(snapshot => snapshot with { Status = exception is OperationCanceledException ? RunStatus.Cancelled : RunStatus.Failed, Problem = problem });
        }
        finally
        {
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

    private RunResult ReadResult(ComfyResult result) => new(
        result.PromptId,
        [.. _request.Workflow.Nodes.Select(node => (node.ToString(), Seed: result.Outputs.FindSeed(node.Id))).Where(node => node.Seed is not null).Select(node => (node.Item1, node.Seed!.Value))],
        [.. result.Outputs.ReadAll().Select(output => ReadOutput(NameOf(output.NodeId), output.Output))]);

    private string NameOf(string nodeId) => (_request.Workflow.FindNode(nodeId) ?? _request.Workflow.FindNode(nodeId.Split('.')[0]))?.ToString() ?? nodeId;

    // A file that is named by a text may be one that the caller has named.
    private NodeResult ReadOutput(string node, AnyOutput output) => new(node, [.. output.Files.Where(file => !file.IsNamedByText).Select(file => Link(node, file))], output.Texts);

    /// <summary>One file has one link, though the events and the history both tell of it.</summary>
    private LinkedFile Link(string node, OutputFile file)
    {
        lock (_gate)
        {
            (string, string, ComfyFolder) place = (file.Subfolder, file.FileName, file.Type);
            return _files.TryGetValue(place, out LinkedFile? known) ? known : _files[place] = new LinkedFile(RandomId.New(), node, file);
        }
    }

    private void End(Func<RunSnapshot, RunSnapshot> change) =>
        Update(snapshot => change(snapshot) with { Preview = null, EndedAt = _setup.Time.GetUtcNow() });

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
