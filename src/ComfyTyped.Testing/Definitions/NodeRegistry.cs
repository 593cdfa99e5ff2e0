using System.Collections;
using System.Collections.Concurrent;
using ComfyTyped.Testing.Definitions;

namespace ComfyTyped.Testing;

/// <summary>The node classes that a server knows, and what it does when a node of them runs. Safe to use from any thread.</summary>
/// <remarks>A core class of ComfyUI that has no behaviour is known to the validator, and fails when it runs.</remarks>
public sealed class NodeRegistry : IReadOnlyCollection<NodeBehavior>
{
    private readonly ConcurrentDictionary<string, NodeBehavior> _behaviors = new(StringComparer.Ordinal);

    internal NodeRegistry()
    {
        foreach (string classType in CoreCatalog.ClassTypes)
            Add(new NodeBehavior(NodeDefinition.Core(classType), NotSimulated));
    }

    /// <summary>The number of classes.</summary>
    public int Count => _behaviors.Count;

    /// <summary>Adds a class, or replaces the behaviour of a known one.</summary>
    /// <param name="behavior">The class and what it does.</param>
    public void Add(NodeBehavior behavior)
    {
        ArgumentNullException.ThrowIfNull(behavior);
        _behaviors[behavior.Definition.ClassType] = behavior;
    }

    /// <summary>The behaviour of a class.</summary>
    /// <param name="classType">The class name.</param>
    /// <returns>The behaviour, or <c>null</c> when the server does not know the class.</returns>
    public NodeBehavior? Find(string classType) => _behaviors.GetValueOrDefault(classType);

    /// <summary>All behaviours, in no order.</summary>
    /// <returns>The behaviours.</returns>
    public IEnumerator<NodeBehavior> GetEnumerator() => _behaviors.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static NodeResult NotSimulated(NodeContext node) => throw new NodeExecutionException(
        "NotImplementedError",
        $"The local server does not simulate {node.ClassType}. Register a NodeBehavior for it, or run the workflow on a real ComfyUI.");
}
