namespace ComfyTyped;

/// <content>Workflows that are known only at run time.</content>
public abstract partial class ComfyWorkflow
{
    /// <summary>Reads a workflow file at run time, for programs that do not know it when they are compiled.</summary>
    /// <param name="path">A file in the API format (<i>Export (API)</i>), perhaps wrapped as services and request bodies wrap it.</param>
    /// <returns>The workflow.</returns>
    /// <exception cref="WorkflowFormatException">It is no such file; the message has file, line and column where there is one.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static DynamicWorkflow Load(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return new DynamicWorkflow(WorkflowText.Read(File.ReadAllText(path), path), Path.GetFileNameWithoutExtension(path));
    }

    /// <summary>Reads a workflow at run time from its text.</summary>
    /// <param name="json">The text, in the API format.</param>
    /// <param name="name">What messages call it.</param>
    /// <returns>The workflow.</returns>
    /// <exception cref="WorkflowFormatException">It is no such text; the message has line and column where there is one.</exception>
    public static DynamicWorkflow Parse(string json, string name = "Workflow")
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new DynamicWorkflow(WorkflowText.Read(json, null), name);
    }
}
