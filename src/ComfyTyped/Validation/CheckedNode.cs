using ComfyTyped.CompilerServices;

namespace ComfyTyped.Validation;

/// <summary>A node beside the class that it is judged by: the generated one, or what a server says of it.</summary>
/// <param name="node">The node.</param>
/// <param name="schema">The class.</param>
/// <param name="values">What the inputs of the class hold, by index.</param>
internal sealed class CheckedNode(ComfyNode node, NodeSchema schema, IReadOnlyList<InputValue> values)
{
    public ComfyNode Node { get; } = node;

    public NodeSchema Schema { get; } = schema;

    public IReadOnlyList<InputValue> Values { get; } = values;

    public static CheckedNode AsGenerated(ComfyNode node) => new(node, node.Schema, node.Values);

    public override string ToString() => Node.ToString();
}
