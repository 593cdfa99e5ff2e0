namespace ComfyTyped;

/// <summary>A workflow file that was read at run time is none, or not in the format that servers take.</summary>
public sealed class WorkflowFormatException : ComfyException
{
    internal WorkflowFormatException(string message, string? file, int? line = null, int? column = null, Exception? innerException = null)
        : base($"{file ?? "The workflow"}{(line is null ? "" : $"({line},{column})")}: {message}", innerException)
    {
        File = file;
        Line = line;
        Column = column;
    }

    /// <summary>Gets the file, or null when the workflow was given as text.</summary>
    public string? File { get; }

    /// <summary>Gets the line from 1, or null when the fault has no place.</summary>
    public int? Line { get; }

    /// <summary>Gets the column from 1, or null when the fault has no place.</summary>
    public int? Column { get; }
}
