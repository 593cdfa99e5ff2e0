namespace ComfyTyped.Testing;

/// <summary>What the local server does when a node of a class runs.</summary>
/// <example>A node in five lines:<code>
/// options.AddNode(
///     new NodeDefinition("Shout").Input("text", "STRING").Output("STRING"),
///     node => NodeResult.Of(node.Inputs.String("text").ToUpperInvariant()));
/// </code></example>
public sealed class NodeBehavior
{
    /// <summary>Creates a behaviour that works asynchronously.</summary>
    /// <param name="definition">The class: its name, inputs and outputs.</param>
    /// <param name="execute">Runs one node and returns what it puts out. Throwing ends the prompt with <c>execution_error</c>; an
    /// <see cref="OperationCanceledException"/> of the given token ends it with <c>execution_interrupted</c>. The token is cancelled by
    /// an interrupt and by the end of the server, which waits for the node.</param>
    public NodeBehavior(NodeDefinition definition, Func<NodeContext, CancellationToken, Task<NodeResult>> execute)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(execute);
        Definition = definition;
        Execute = execute;
    }

    /// <summary>Creates a behaviour that is done when it returns.</summary>
    /// <param name="definition">The class: its name, inputs and outputs.</param>
    /// <param name="execute">Runs one node and returns what it puts out. Throwing ends the prompt with <c>execution_error</c>.</param>
    public NodeBehavior(NodeDefinition definition, Func<NodeContext, NodeResult> execute)
        : this(definition, Synchronous(execute))
    {
    }

    /// <summary>The class: its name, inputs and outputs.</summary>
    public NodeDefinition Definition { get; }

    /// <summary>
    /// Whether other nodes may run while this one waits, as ComfyUI does for node functions that are <c>async</c>
    /// (since 0.3.45). Default: false.
    /// </summary>
    public bool IsConcurrent { get; init; }

    /// <summary>
    /// Whether a node with the same inputs may be answered from the cache of the previous prompt. Default: true.
    /// </summary>
    public bool IsCacheable { get; init; } = true;

    /// <summary>
    /// Checks the inputs when the prompt is submitted, as a Python node's <c>VALIDATE_INPUTS</c> does: returns what is wrong, or
    /// <c>null</c>. A message rejects the output with <c>custom_validation_failed</c>. Default: none.
    /// </summary>
    /// <remarks>It sees literal inputs only, since links have no value yet.</remarks>
    public NodeInputCheck? Validate { get; init; }

    /// <summary>
    /// A text that changes when something outside of the inputs does, as a Python node's <c>IS_CHANGED</c>; a change makes the node
    /// run again. Default: none.
    /// </summary>
    public Func<NodeInputs, string>? Fingerprint { get; init; }

    internal Func<NodeContext, CancellationToken, Task<NodeResult>> Execute { get; }

    private static Func<NodeContext, CancellationToken, Task<NodeResult>> Synchronous(Func<NodeContext, NodeResult> execute)
    {
        ArgumentNullException.ThrowIfNull(execute);
        return (node, _) => Task.FromResult(execute(node));
    }
}
