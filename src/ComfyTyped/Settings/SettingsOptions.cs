namespace ComfyTyped;

/// <summary>Which inputs of a workflow can be set from outside, and how. The same options make the schema and apply the settings.</summary>
public sealed record SettingsOptions
{
    /// <summary>Gets which inputs there are for whoever writes the settings, by node and the wire name of the input; null, the default, for all.</summary>
    public Func<ComfyNode, string, bool>? Include { get; init; }

    /// <summary>
    /// Gets whether the settings come from somebody who must not reach the files of the server: a caller of a web application, a language model. The default is false.
    /// </summary>
    /// <remarks>
    /// Then an input is left out, whatever <see cref="Include"/> says, unless its declaration shows that a value only shapes the result, or <see cref="Allow"/> names it.
    /// Left out are: names of files and folders of the server, other than models; texts that are paths, addresses, programs or secrets by their names; all texts of
    /// nodes that load or save, <c>filename_prefix</c> among them; texts that a link carries into one of these; inputs that take anything; and every input of a
    /// class that no catalog declares. At most 20 refused settings are reported.
    /// </remarks>
    public bool IsUntrusted { get; init; }

    /// <summary>Gets which inputs can be set although <see cref="IsUntrusted"/> leaves them out, by node and the wire name of the input; null, the default, for none.</summary>
    public Func<ComfyNode, string, bool>? Allow { get; init; }

    /// <summary>
    /// Gets whether a text that is none of the known options is applied, as an assignment in C# would be: the server may know more than the project's
    /// catalog. The default is false.
    /// </summary>
    public bool AcceptUnknownOptions { get; init; }
}
