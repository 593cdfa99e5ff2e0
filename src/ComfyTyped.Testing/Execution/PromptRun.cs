using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyTyped.Testing.Definitions;
using ComfyTyped.Testing.Messages;
using ComfyTyped.Testing.Prompts;
using ComfyTyped.Testing.Python;

namespace ComfyTyped.Testing.Execution;

/// <summary>One execution of a prompt, from <c>execution_start</c> to its end. Used once, by the worker.</summary>
internal sealed class PromptRun
{
    private readonly QueueItem _item;
    private readonly SocketHub _hub;
    private readonly NodeRegistry _registry;
    private readonly NodeCache _cache;
    private readonly RunSettings _settings;
    private readonly RunMessages _messages;
    private readonly ProgressTracker _progress;
    private readonly InputSignature _signatures;
    private readonly CancellationTokenSource _interruption = new();
    private readonly CancellationToken _shutdown;
    private readonly Dictionary<string, ShownOutput> _shown = new(StringComparer.Ordinal);
    private readonly List<string> _executed = [];
    private readonly Dictionary<string, NodeTask> _started = new(StringComparer.Ordinal);
    private volatile string? _lastNode;

    public PromptRun(
        QueueItem item, SocketHub hub, NodeRegistry registry, NodeCache cache, RunSettings settings, CancellationToken shutdown)
    {
        _item = item;
        _hub = hub;
        _registry = registry;
        _cache = cache;
        _settings = settings;
        _shutdown = shutdown;
        _messages = new RunMessages(hub, item, settings.Time);
        _progress = new ProgressTracker(hub, item.PromptId, item.ClientId);
        _signatures = new InputSignature(item.Graph, registry);
    }

    public QueueItem Item => _item;

    /// <summary>The node that was announced last, or <c>null</c> when none is being executed.</summary>
    public string? LastNode => _lastNode;

    /// <summary>Asks the run to stop. Harmless when it has just ended.</summary>
    public Task InterruptAsync() => _interruption.CancelAsync();

    /// <summary>Executes the prompt.</summary>
    /// <returns>Its entry, whatever its nodes do.</returns>
    /// <exception cref="PythonException">The prompt ends the worker: see <see cref="PromptWorker"/>.</exception>
    /// <exception cref="OperationCanceledException">The server ends.</exception>
    public async Task<HistoryEntry> ExecuteAsync()
    {
        using CancellationTokenRegistration shutdown = _shutdown.Register(_interruption.Cancel);
        _messages.Started();
        string[] ids = [.. _item.Graph.Nodes.Select(node => node.Id)];
        _cache.KeepOnly(ids.Select(_signatures.Of));
        _messages.Cached(ids.Where(IsCached));
        bool succeeded = await ExecuteNodesAsync(new ExecutionPlan(_item.Graph, _registry, _item.Outputs, IsCached));
        if (succeeded)
            _messages.Succeeded();
        _lastNode = null;
        return new HistoryEntry(_item, _shown, _messages.All, succeeded);
    }

    private async Task<bool> ExecuteNodesAsync(ExecutionPlan plan)
    {
        while (!plan.IsDone)
        {
            string? next = plan.Next(_started.Keys);
            if (next is not null && _cache.Find(_signatures.Of(next)) is { } cached)
            {
                ShowAgain(next, cached);
                plan.Complete(next);
                continue;
            }

            NodeTask task = next is not null ? Start(_item.Graph[next]) : await FirstToFinishAsync();
            if (next is not null && task.IsConcurrent && !task.Work.IsCompleted)
                continue;
            if (!await FinishAsync(task))
                return false;
            plan.Complete(task.Node.Id);
        }

        return true;
    }

    private NodeTask Start(PromptNode node)
    {
        _progress.Start(node.Id);
        _lastNode = node.Id;
        SendToClient(ServerEvents.Executing(_item.PromptId, node.Id));
        NodeBehavior behavior = _registry.Find(node.ClassType)!;
        Dictionary<string, object?> inputs = InputsOf(node);
        var context = new NodeContext(node, new NodeInputs(inputs), _item, _settings, (value, max, preview) =>
        {
            _interruption.Token.ThrowIfCancellationRequested();
            _progress.Report(node.Id, value, max, preview);
        });
        return _started[node.Id] = new NodeTask(node, inputs, InvokeAsync(behavior, context), behavior.IsConcurrent);
    }

    private async Task<NodeResult> InvokeAsync(NodeBehavior behavior, NodeContext context)
    {
        _interruption.Token.ThrowIfCancellationRequested();
        return await behavior.Execute(context, _interruption.Token);
    }

    private async Task<NodeTask> FirstToFinishAsync()
    {
        await Task.WhenAny(_started.Values.Select(task => task.Work));
        return _started.Values.First(task => task.Work.IsCompleted);
    }

    private async Task<bool> FinishAsync(NodeTask task)
    {
        try
        {
            NodeResult result = await task.Work;
            _started.Remove(task.Node.Id);
            Complete(task.Node, result);
            return true;
        }
        catch (OperationCanceledException) when (_interruption.IsCancellationRequested)
        {
            await AbandonOthersAsync();
            _shutdown.ThrowIfCancellationRequested();
            _messages.Interrupted(task.Node.Id, task.Node.ClassType, _executed);
            return false;
        }
        catch (NodeExecutionException exit) when (exit.EndsWorker)
        {
            await AbandonOthersAsync();
            throw new PythonException(exit.ExceptionType, exit.Message);
        }
        catch (Exception problem)
        {
            // A behaviour is foreign code: whatever it throws is a failure of its node, as in ComfyUI.
            await AbandonOthersAsync();
            _messages.Failed(NodeFailure.Of(task.Node, task.Inputs, problem), _executed);
            return false;
        }
    }

    private void Complete(PromptNode node, NodeResult result)
    {
        string id = node.Id;
        ShownOutput? shown = result.Ui is { } ui ? new ShownOutput(WithFaults(node.ClassType, ui), id) : null;
        if (shown is not null)
        {
            _shown[id] = shown;
            SendToClient(ServerEvents.Executed(_item.PromptId, id, JsonNode.Parse(shown.Ui.GetRawText())));
        }

        _cache.Store(_signatures.Of(id), new CachedNode(result.Outputs, shown));
        _executed.Add(id);
        _progress.Finish(id);
    }

    /// <summary>The one place where faults meet outputs: before anybody is told.</summary>
    private JsonElement WithFaults(string classType, JsonElement ui)
    {
        OutputFault[] faults = _settings.Faults.Strike<OutputFault>(fault => fault.Fits(classType));
        return faults.Length == 0
            ? ui
            : JsonSerializer.SerializeToElement(faults.Aggregate(JsonObject.Create(ui)!, (output, fault) => fault.Apply(output)));
    }

    /// <summary>A cached output is not executed, but its result is sent again.</summary>
    private void ShowAgain(string id, CachedNode cached)
    {
        SendToClient(ServerEvents.Executed(_item.PromptId, id, cached.Shown is { } known ? JsonNode.Parse(known.Ui.GetRawText()) : null));
        if (cached.Shown is { } shown && (_item.ClientId is not null || !_settings.Version.CachedOutputsNeedClient))
            _shown[id] = shown;
        _progress.Finish(id);
    }

    private async Task AbandonOthersAsync()
    {
        await _interruption.CancelAsync();
        await ((Task)Task.WhenAll(_started.Values.Select(task => task.Work))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private Dictionary<string, object?> InputsOf(PromptNode node)
    {
        var inputs = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach ((string name, var value) in node.Inputs ?? [])
        {
            if (PromptLink.From(value) is not { } link)
                inputs[name] = value;
            else if (_cache.Find(_signatures.Of(link.NodeId)) is { } origin)
                inputs[name] = origin.Outputs.ElementAtOrDefault(link.Slot);
        }

        return inputs;
    }

    private bool IsCached(string id) => _cache.Find(_signatures.Of(id)) is not null;

    private void SendToClient(JsonObject message)
    {
        if (_item.ClientId is not null)
            _hub.Send(message, _item.ClientId);
    }
}
