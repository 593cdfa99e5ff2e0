using Microsoft.CodeAnalysis;

namespace ComfyTyped.Compiler.Diagnostics;

/// <summary>What changed for C# code since the snapshot of a workflow was written.</summary>
internal static class SnapshotDescriptors
{
    private const string Category = "ComfyTyped";

    /// <summary>A node, an input, an output or a member of the result is not there any more.</summary>
    public static readonly DiagnosticDescriptor Gone = new(
        "CT3001",
        "A member of the workflow class is gone",
        "{0} ({1}) is gone{2}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Help + "CT3001.md");

    /// <summary>A member has another type than it had.</summary>
    public static readonly DiagnosticDescriptor Retyped = new(
        "CT3002",
        "A member of the workflow class has another type",
        "{0} was {1} and is {2} now",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Help + "CT3002.md");

    /// <summary>There is more than there was, which breaks nothing.</summary>
    public static readonly DiagnosticDescriptor Added = new(
        "CT3003",
        "The workflow class has new members",
        "{0} has members that its snapshot does not have yet: {1}; 'dotnet build -p:ComfyUpdateApi=true' adds them",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Help + "CT3003.md");

    /// <summary>The project keeps snapshots, and this workflow has none.</summary>
    public static readonly DiagnosticDescriptor NoSnapshot = new(
        "CT3004",
        "The workflow class has no snapshot",
        "{0} has no snapshot yet; 'dotnet build -p:ComfyUpdateApi=true' writes {1}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.Help + "CT3004.md");
}
