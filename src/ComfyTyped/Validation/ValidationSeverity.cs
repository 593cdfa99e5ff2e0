namespace ComfyTyped;

/// <summary>How sure it is that a server refuses a workflow for a problem.</summary>
public enum ValidationSeverity
{
    /// <summary>
    /// A server may accept it: it may know more options than the catalog, its node may check the link or the file itself, it may be older than an
    /// input that the workflow file does not have, it ignores literals of inputs that it does not know, or it may not look at the node at all because the
    /// node feeds no output. It does not stop a run.
    /// </summary>
    Warning,

    /// <summary>A server whose node classes are those of the catalog refuses it; the server that was asked does.</summary>
    Error,
}
