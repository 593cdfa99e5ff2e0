namespace ComfyTyped;

/// <summary>How messages call a node, so that a reader finds it in the code and in the editor.</summary>
internal static class NodeNaming
{
    /// <summary>For instance <c>TextToImage.KSampler ("My sampler", node 3)</c>.</summary>
    public static string Describe(ComfyNode node) => Describe(Path(node), node.Title ?? node.ClassType, node.Id);

    public static string Describe(string path, string titleOrClass, string nodeId) => $"{path} (\"{titleOrClass}\", node {nodeId})";

    private static string Path(ComfyNode node) => node.Workflow is { } workflow ? $"{workflow.DisplayName}.{node}" : node.ToString();
}
