namespace ComfyTyped.Testing.Python;

/// <summary>An exception that ComfyUI's Python code raises at this point, and reports by type and text.</summary>
internal sealed class PythonException(string type, string message) : Exception(message)
{
    public string Type { get; } = type;

    /// <summary>A missing key of a dict: its text is the key, in quotes.</summary>
    public static PythonException KeyError(string repr) => new("KeyError", repr);
}
