using System.Collections.Immutable;
using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Inference;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Compiler.NodeTypes;
using ComfyTyped.Compiler.Workflows;

namespace ComfyTyped.Compiler.Pipeline;

/// <summary>The steps that look at all files of a project together: its node classes and their C# types.</summary>
internal static class ProjectCatalog
{
    public static bool IsIn(SourceFile file) => file.Parsed is CatalogFile;

    /// <summary>The classes in use. A catalog of the project goes before the core nodes; of several, the one whose path comes first.</summary>
    public static ClassTable Classes(
        (ImmutableArray<EquatableArray<ClassUsage>> Usages, ImmutableArray<SourceFile> Catalogs) input, CancellationToken cancellationToken)
    {
        IEnumerable<CatalogIndex> indexes = input.Catalogs
            .OrderBy(file => file.File.Path, StringComparer.Ordinal)
            .Select(file => ((CatalogFile)file.Parsed).Index)
            .Append(CoreCatalog.Index);
        return ClassTable.Build(input.Usages, new NodeCatalog(ImmutableArray.CreateRange(indexes)), cancellationToken);
    }

    public static ProjectTypes Types(
        ((ClassTable Classes, EquatableArray<WorkflowName> Names) Project, ProjectOptions Options) input, CancellationToken cancellationToken)
    {
        string space = input.Options.NodesNamespace;
        IEnumerable<string> taken = input.Project.Names.Where(name => name.Namespace == space).Select(name => name.Name);
        return NodeTypeBinder.Bind(input.Project.Classes.Classes, space, taken.ToArray(), cancellationToken);
    }
}
