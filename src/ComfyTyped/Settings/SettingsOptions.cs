namespace ComfyTyped;

/// <summary>Which inputs of a workflow can be set from outside, and how. The same options make the schema and apply the settings.</summary>
public sealed record SettingsOptions
{
    /// <summary>Gets which inputs there are for whoever writes the settings, by node and the wire name of the input; null, the default, for all.</summary>
    public Func<ComfyNode, string, bool>? Include { get; init; }

    /// <summary>
    /// Gets whether a text that is none of the known options is applied, as an assignment in C# would be: the server may know more than the project's
    /// catalog. The default is false.
    /// </summary>
    public bool AcceptUnknownOptions { get; init; }

    internal bool Includes(ComfyNode node, string input) => Include?.Invoke(node, input) ?? true;
}
