using ComfyTyped.Compiler.Naming;
using Microsoft.CodeAnalysis.CSharp;

namespace ComfyTyped.Compiler.Pipeline;

/// <summary>Namespaces from folders and project properties.</summary>
internal static class NamespaceName
{
    /// <summary>A namespace that somebody wrote, with every part made an identifier.</summary>
    public static string Clean(string text) => string.Join(".", text.Split('.').Where(part => part.Trim().Length > 0).Select(Part));

    /// <summary>Two namespaces, each of which may be empty.</summary>
    public static string Join(string parent, string child) => parent.Length == 0 ? child : child.Length == 0 ? parent : $"{parent}.{child}";

    /// <summary>A folder below the project as a namespace: <c>workflows/video</c> gives <c>Workflows.Video</c>.</summary>
    public static string OfFolder(string folder) =>
        string.Join(".", folder.Split('/').Where(part => part.Length > 0).Select(part => CSharpName.FromText(part, "Folder")));

    // A project called "try" has the root namespace "try", which code can only name as "@try".
    private static string Part(string part) => !SyntaxFacts.IsValidIdentifier(part) ? CSharpName.FromText(part, "Namespace")
        : SyntaxFacts.GetKeywordKind(part) == SyntaxKind.None ? part
        : "@" + part;
}
