namespace ComfyTyped.AspNetCore.Inputs;

/// <summary>What the application says of the inputs of a workflow.</summary>
/// <param name="Includes">Which ones callers may see at all.</param>
/// <param name="Allows">Which ones it names, so that their declarations do not matter.</param>
/// <param name="TakesUpload">Which ones name a file that callers bring.</param>
/// <param name="AllowsServerFiles">Whether callers can name files of the server there.</param>
internal sealed record InputRules(
    Func<ComfyNode, string, bool> Includes,
    Func<ComfyNode, string, bool> Allows,
    Func<ComfyNode, string, bool> TakesUpload,
    bool AllowsServerFiles)
{
    /// <param name="workflow">The workflow.</param>
    /// <param name="named">The inputs that the application names.</param>
    /// <param name="include">What else it says of inputs; null for nothing.</param>
    /// <param name="takesUpload">Which inputs name a file that callers bring.</param>
    /// <param name="allowsServerFiles">Whether callers can name files of the server there.</param>
    /// <exception cref="ArgumentException">A node that is named is not there, or does not have the input.</exception>
    public static InputRules Of(
        ComfyWorkflow workflow,
        IReadOnlyList<NamedInputs> named,
        Func<ComfyNode, string, bool>? include,
        Func<ComfyNode, string, bool> takesUpload,
        bool allowsServerFiles)
    {
        foreach (NamedInputs inputs in named)
            ThrowIfMissing(workflow.FindNode(inputs.NodeId), inputs.Inputs);
        bool isListed = named.Any(inputs => inputs.IsExposed);
        bool IsNamed(ComfyNode node, string input) => named.Any(inputs => inputs.NodeId == node.Id && inputs.Inputs.Contains(input, StringComparer.Ordinal));
        bool IsWhole(ComfyNode node) => named.Any(inputs => inputs.NodeId == node.Id && inputs.Inputs.Count == 0);
        bool IsExposed(ComfyNode node, string input) => !isListed || IsNamed(node, input) || IsWhole(node);
        bool Includes(ComfyNode node, string input) => IsExposed(node, input) && include?.Invoke(node, input) != false;
        return new InputRules(Includes, IsNamed, (node, input) => Includes(node, input) && takesUpload(node, input), allowsServerFiles);
    }

    private static void ThrowIfMissing(ComfyNode? node, IReadOnlyList<string> inputs)
    {
        if (node is null)
            throw new ArgumentException("A node that the options expose or allow is not in the workflow.");
        foreach (string input in inputs)
        {
            if (node.Schema.IndexOf(input) < 0)
            {
                string known = string.Join(", ", node.Schema.Inputs.Select(known => known.Name));
                throw new ArgumentException($"{node} has no input '{input}' to expose or allow. It has {known}.");
            }
        }
    }
}

/// <summary>Inputs of a node that an application names.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="Inputs">The inputs; none for all that are harmless.</param>
/// <param name="IsExposed">Whether what is not named is not exposed.</param>
internal sealed record NamedInputs(string NodeId, IReadOnlyList<string> Inputs, bool IsExposed);
