using ComfyTyped.Compiler.Inference;
using ComfyTyped.Compiler.Workflows;

namespace ComfyTyped.Compiler.Naming;

/// <summary>Tells titles that an author chose from those that the editor gave.</summary>
internal static class NodeTitles
{
    /// <summary>The title without spaces around it when its author chose it, else null.</summary>
    public static string? ByAuthor(WorkflowNode node, ClassTable table)
    {
        string? title = node.Title?.Trim();
        return title is null or "" || Same(title, node.ClassType) || Same(title, table.Find(node.ClassType)?.DisplayName) ? null : title;
    }

    private static bool Same(string title, string? other) => string.Equals(title, other?.Trim(), StringComparison.Ordinal);
}
