namespace ComfyTyped;

/// <summary>A workflow file that was read at run time is none, or not in the format that servers take.</summary>
public sealed class WorkflowFormatException : ComfyException
{
    internal WorkflowFormatException(string message, string? file, (int Line, int Column)? place = null)
        : base($"{file ?? "The workflow"}{(place is null ? "" : $"({place.Value.Line},{place.Value.Column})")}: {message}")
    {
        File = file;
        Line = place?.Line;
        Column = place?.Column;
    }

    /// <summary>Gets the file, or null when the workflow was given as text.</summary>
    public string? File { get; }

    /// <summary>Gets the line from 1, or null when the fault has no place.</summary>
    public int? Line { get; }

    /// <summary>Gets the column from 1, or null when the fault has no place.</summary>
    public int? Column { get; }
}
