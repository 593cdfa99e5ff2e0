using Microsoft.CodeAnalysis.Diagnostics;

namespace ComfyTyped.Compiler.Pipeline;

/// <summary>What the project file says to the compiler.</summary>
/// <param name="RootNamespace">The root namespace; empty when the project has none.</param>
/// <param name="ProjectDirectory">The project's folder, with <c>/</c> and one at the end; empty when unknown.</param>
/// <param name="NodesNamespace">The namespace of the node classes.</param>
/// <param name="ExpectsWorkflows">Whether a project without any workflow file is told so.</param>
internal sealed record ProjectOptions(string RootNamespace, string ProjectDirectory, string NodesNamespace, bool ExpectsWorkflows)
{
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
            string.Equals(Property(provider, "ComfyExpectWorkflows"), "true", StringComparison.OrdinalIgnoreCase));
    }

    private static string Property(AnalyzerConfigOptionsProvider provider, string name) =>
        provider.GlobalOptions.TryGetValue("build_property." + name, out string? value) ? value.Trim() : "";
}
