namespace ComfyTyped;

/// <summary>An output type that can be made from what a node reported, without reflection.</summary>
/// <typeparam name="TSelf">The output type itself.</typeparam>
public interface INodeOutput<TSelf>
    where TSelf : NodeOutput, INodeOutput<TSelf>
{
    /// <summary>Makes the output.</summary>
    /// <param name="data">What the node reported.</param>
    /// <returns>The output.</returns>
    static abstract TSelf Create(NodeOutputData data);
}
