using ComfyTyped.Compiler.Models;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ComfyTyped.Compiler.Pipeline;

/// <summary>What the project file says to the compiler.</summary>
/// <param name="RootNamespace">The root namespace; empty when the project has none.</param>
/// <param name="ProjectDirectory">The project's folder, with <c>/</c> and one at the end; empty when unknown.</param>
/// <param name="NodesNamespace">The namespace of the node classes.</param>
/// <param name="ExpectsWorkflows">Whether a project without any workflow file is told so.</param>
/// <param name="RequestedNodes">The node classes that are generated though no file uses them; <c>*</c> for all.</param>
/// <param name="ListsFiles">Whether the names of files that a catalog lists may stand in the generated code.</param>
/// <param name="Snapshots">What it does with snapshots of its workflow classes.</param>
internal sealed record ProjectOptions(
    string RootNamespace,
    string ProjectDirectory,
    string NodesNamespace,
    bool ExpectsWorkflows,
    EquatableArray<string> RequestedNodes,
    bool ListsFiles,
    SnapshotUse Snapshots)
{
    /// <summary>Stands for every class of every catalog.</summary>
    public const string AllNodes = "*";

    // The compiler cuts the value of a property at a semicolon, and no class type is known that has two bars in a row.
    private static readonly string[] Separator = ["||"];

    private const string DefaultNodesNamespace = "Workflows";

    public static ProjectOptions Read(AnalyzerConfigOptionsProvider provider, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string root = NamespaceName.Clean(Property(provider, "RootNamespace"));
        string nodes = NamespaceName.Clean(Property(provider, "ComfyNodesNamespace"));
        string directory = Property(provider, "ProjectDir").Replace('\\', '/').TrimEnd('/');
        return new ProjectOptions(
            root,
            directory.Length == 0 ? "" : directory + "/",
            nodes.Length > 0 ? nodes : NamespaceName.Join(root, DefaultNodesNamespace),
            IsTrue(provider, "ComfyExpectWorkflows"),
            Requested(Property(provider, "ComfyRequestedNodes")),
            !string.Equals(Property(provider, "ComfyFileOptions"), "false", StringComparison.OrdinalIgnoreCase),
            !IsTrue(provider, "ComfyApiSnapshots") ? SnapshotUse.None : IsTrue(provider, "ComfyUpdateApi") ? SnapshotUse.Update : SnapshotUse.Compare);
    }

    private static bool IsTrue(AnalyzerConfigOptionsProvider provider, string name) =>
        string.Equals(Property(provider, name), "true", StringComparison.OrdinalIgnoreCase);

    private static EquatableArray<string> Requested(string names) => names
        .Split(Separator, StringSplitOptions.RemoveEmptyEntries)
        .Select(name => name.Trim())
        .Where(name => name.Length > 0)
        .Distinct(StringComparer.Ordinal)
        .OrderBy(name => name, StringComparer.Ordinal)
        .ToEquatableArray();

    private static string Property(AnalyzerConfigOptionsProvider provider, string name) =>
        provider.GlobalOptions.TryGetValue("build_property." + name, out string? value) ? value.Trim() : "";
}
