namespace ComfyTyped.Testing.Nodes;

/// <summary>Every node class that the local server executes or simulates.</summary>
internal static class BuiltInNodes
{
    public static IEnumerable<NodeBehavior> All(DataDirectory data) =>
    [
        .. PrimitiveNodes.All(),
        .. ImageNodes.All(),
        .. LoadImageNodes.All(data),
        .. SaveImageNodes.All(data),
        .. HandOnNodes.All(),
        .. ConditioningNodes.All(),
        .. LatentNodes.All(),
        .. SamplerNodes.All(),
        .. CustomSamplingNodes.All(),
    ];

    /// <summary>A behaviour of a core class that is done when it returns.</summary>
    public static NodeBehavior Core(string classType, Func<NodeContext, NodeResult> execute) => new(NodeDefinition.Core(classType), execute);
}
