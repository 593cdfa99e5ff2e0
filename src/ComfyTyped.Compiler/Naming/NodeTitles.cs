using ComfyTyped.Compiler.Inference;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Core.Workflows;

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

    /// <summary>
    /// What an author put into the parentheses of an encoder's title: <c>CLIP Text Encode (Positive Prompt)</c> says <c>Positive Prompt</c>.
    /// Null when the title is no such variation of the editor's.
    /// </summary>
    public static string? InParentheses(string title, NodeClass? nodeClass)
    {
        string? given = nodeClass?.DisplayName;
        int stem = given?.IndexOf('(') ?? -1;
        if (stem <= 0 || !title.EndsWith(")", StringComparison.Ordinal) || string.CompareOrdinal(title, 0, given, 0, stem + 1) != 0)
            return null;
        string inner = title.Substring(stem + 1, title.Length - stem - 2).Trim();
        return inner.Length == 0 ? null
            : inner.IndexOf("prompt", StringComparison.OrdinalIgnoreCase) >= 0 ? inner
            : inner + " prompt";
    }

    private static bool Same(string title, string? other) => string.Equals(title, other?.Trim(), StringComparison.Ordinal);
}
