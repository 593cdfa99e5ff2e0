using System.Collections.Immutable;
using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Compiler.Inference;
using ComfyTyped.Core;
using Microsoft.CodeAnalysis;

namespace ComfyTyped.Compiler.Pipeline;

/// <summary>A node class that the project asks for and that neither a catalog nor a workflow file has.</summary>
/// <param name="ClassType">The name it asks for.</param>
/// <param name="Hint">The end of the message: the name that was probably meant, or nothing.</param>
internal sealed record UnknownNode(string ClassType, string Hint)
{
    public static IEnumerable<UnknownNode> Of(
        ((ClassTable Classes, ImmutableArray<SourceFile> Catalogs) Project, ProjectOptions Options) input, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return input.Options.RequestedNodes
            .Where(name => name != ProjectOptions.AllNodes && input.Project.Classes.Find(name) is null)
            .Select(name => new UnknownNode(name, Nearest.Hint(name, ProjectCatalog.ClassTypes(input.Project.Catalogs))));
    }

    public static void Report(SourceProductionContext context, UnknownNode node) =>
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.UnknownNode, Location.None, node.ClassType, node.Hint));
}
