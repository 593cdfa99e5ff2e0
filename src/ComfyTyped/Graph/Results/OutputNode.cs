using ComfyTyped.CompilerServices;

namespace ComfyTyped;

/// <summary>A node that the server runs for its own sake, such as SaveImage, and that reports what it made (ComfyUI's <c>OUTPUT_NODE</c>).</summary>
/// <typeparam name="TOutput">What it reports.</typeparam>
/// <param name="schema">The class. For generated code.</param>
public abstract class OutputNode<TOutput>(NodeSchema schema) : ComfyNode(schema)
    where TOutput : NodeOutput, INodeOutput<TOutput>;
