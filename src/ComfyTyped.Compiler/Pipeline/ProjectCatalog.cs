using System.Collections.Immutable;
using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Inference;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Compiler.NodeTypes;

namespace ComfyTyped.Compiler.Pipeline;

/// <summary>The steps that look at all files of a project together: its node classes and their C# types.</summary>
internal static class ProjectCatalog
{
    public static bool IsIn(SourceFile file) => file.Parsed is CatalogFile;

    /// <summary>The classes in use and those that the project asks for. Catalogs are merged class by class: see <see cref="FoundCatalog.InOrder"/>.</summary>
    public static ClassTable Classes(
        ((ImmutableArray<EquatableArray<ClassUsage>> Usages, ImmutableArray<SourceFile> Catalogs) Files, ProjectOptions Options) input,
        CancellationToken cancellationToken)
    {
        EquatableArray<string> requested = input.Options.RequestedNodes;
        IEnumerable<string> names = requested.Contains(ProjectOptions.AllNodes) ? requested.Concat(ClassTypes(input.Files.Catalogs)) : requested;
        var catalog = new NodeCatalog(ImmutableArray.CreateRange(Indexes(input.Files.Catalogs)));
        return ClassTable.Build(input.Files.Usages, names, catalog, cancellationToken);
    }

    /// <summary>The class types of all catalogs; those that several have, several times.</summary>
    public static IEnumerable<string> ClassTypes(ImmutableArray<SourceFile> catalogs) => Indexes(catalogs).SelectMany(index => index.Classes.Keys);

    public static ProjectTypes Types(
        ((ClassTable Classes, EquatableArray<WorkflowName> Names) Project, ProjectOptions Options) input, CancellationToken cancellationToken)
    {
        string space = input.Options.NodesNamespace;
        IEnumerable<string> taken = input.Project.Names.Where(name => name.Namespace == space).Select(name => name.Name);
        EquatableArray<NodeClass> classes = input.Project.Classes.Classes;
        return NodeTypeBinder.Bind(
            input.Options.ListsFiles ? classes : FileLists.Without(classes), space, taken.ToArray(), cancellationToken);
    }

    private static IEnumerable<CatalogIndex> Indexes(ImmutableArray<SourceFile> catalogs) => FoundCatalog
        .InOrder(catalogs.Select(file => new FoundCatalog(file.File.Path, file.File.IsCatalog, ((CatalogFile)file.Parsed).Index)))
        .Append(CoreCatalog.Index);
}
