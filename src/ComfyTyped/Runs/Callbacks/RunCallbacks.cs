using ComfyTyped.Runs;

namespace ComfyTyped;

/// <summary>
/// What to call while a run goes on: <c>on =&gt; on.Progress(...).Executed(...)</c>. Callbacks are called one after another, in the order of the
/// events, on the synchronization context that <see cref="ComfyClient.RunAsync{TResult}(ComfyWorkflow{TResult}, Action{RunCallbacks}?, CancellationToken)"/> was called on (the UI thread of a desktop app), else on the thread pool.
/// </summary>
/// <remarks>
/// The socket does not wait for them. While one is slow, progress and previews are dropped, oldest first; outputs are not. An exception in a
/// callback cancels the run and is what <see cref="ComfyClient.RunAsync{TResult}(ComfyWorkflow{TResult}, Action{RunCallbacks}?, CancellationToken)"/> throws.
/// </remarks>
public sealed class RunCallbacks
{
    private readonly List<Action<ComfyEvent>> _callbacks = [];
    private readonly ComfyWorkflow _workflow;

    internal RunCallbacks(ComfyWorkflow workflow) => _workflow = workflow;

    internal EventInterest Interest { get; private set; }

    /// <summary>Calls back when the whole graph has made progress. The last call has a fraction of 1, if the run succeeds.</summary>
    /// <param name="callback">The callback.</param>
    /// <returns>This object.</returns>
    public RunCallbacks Progress(Action<GraphProgress> callback) => Add(EventInterest.Progress, callback);

    /// <summary>Calls back for every preview of a picture, and for the pictures of SaveImageWebsocket.</summary>
    /// <param name="callback">The callback.</param>
    /// <returns>This object.</returns>
    public RunCallbacks Preview(Action<PreviewFrame> callback) => Add(EventInterest.Previews, callback);

    /// <summary>Calls back when a node is about to run.</summary>
    /// <param name="callback">The callback.</param>
    /// <returns>This object.</returns>
    public RunCallbacks Executing(Action<ExecutingEvent> callback) => Add(EventInterest.Executing, callback);

    /// <summary>Calls back when a node has reported what it made: once, also when the run was sent again and the node makes it again.</summary>
    /// <typeparam name="TOutput">What it makes.</typeparam>
    /// <param name="node">The node, of the workflow that runs.</param>
    /// <param name="callback">The callback.</param>
    /// <returns>This object.</returns>
    /// <exception cref="ArgumentException">The node is of another workflow object, so it would never be called back.</exception>
    public RunCallbacks Executed<TOutput>(OutputNode<TOutput> node, Action<TOutput> callback)
        where TOutput : NodeOutput, INodeOutput<TOutput>
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(callback);
        if (node.Workflow != _workflow)
            throw new ArgumentException($"{node} is no node of the workflow object that runs. Name the node of that one.", nameof(node));
        var told = new HashSet<string>(StringComparer.Ordinal);
        return Add<ExecutedEvent>(EventInterest.Executed, executed =>
        {
            if (executed.Node == node && told.Add(executed.NodeId))
                callback(TOutput.Create(executed.Data));
        });
    }

    /// <summary>Calls back for every event.</summary>
    /// <param name="callback">The callback.</param>
    /// <returns>This object.</returns>
    public RunCallbacks Event(Action<ComfyEvent> callback) => Add(EventInterest.All, callback);

    internal void Invoke(ComfyEvent item)
    {
        foreach (Action<ComfyEvent> callback in _callbacks)
            callback(item);
    }

    private RunCallbacks Add<TEvent>(EventInterest interest, Action<TEvent> callback)
        where TEvent : ComfyEvent
    {
        ArgumentNullException.ThrowIfNull(callback);
        Interest |= interest;
        _callbacks.Add(item =>
        {
            if (item is TEvent wanted)
                callback(wanted);
        });
        return this;
    }
}
