using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Inference;

/// <summary>Every class in use: what a catalog declares of it and what only the files show.</summary>
/// <param name="Classes">The classes in ordinal order of their class types.</param>
internal sealed record ClassTable(EquatableArray<NodeClass> Classes)
{
    /// <summary>Builds the table from the usages of all workflows of a project, in whatever order they come.</summary>
    public static ClassTable Build(
        IEnumerable<EquatableArray<ClassUsage>> workflows,
        NodeCatalog catalog,
        CancellationToken cancellationToken) => Build(workflows, Enumerable.Empty<string>(), catalog, cancellationToken);

    /// <summary>Builds the table from the usages of all workflows of a project and from classes that it asks for; of these, unknown ones are left out.</summary>
    public static ClassTable Build(
        IEnumerable<EquatableArray<ClassUsage>> workflows,
        IEnumerable<string> requested,
        NodeCatalog catalog,
        CancellationToken cancellationToken)
    {
        var classes = new SortedDictionary<string, UsedClass>(StringComparer.Ordinal);
        foreach (string classType in requested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!classes.ContainsKey(classType) && catalog.FindDeclaration(classType) is { } declaration)
                classes.Add(classType, new UsedClass(classType, declaration));
        }

        foreach (EquatableArray<ClassUsage> usages in workflows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (ClassUsage usage in usages)
            {
                if (!classes.TryGetValue(usage.ClassType, out UsedClass? used))
                    classes.Add(usage.ClassType, used = new UsedClass(usage.ClassType, catalog.FindDeclaration(usage.ClassType)));
                used.Add(usage);
            }
        }

        TypeInference inference = TypeInference.Run(classes.Values, cancellationToken);
        var owners = new ListOwners(catalog);
        return new ClassTable(classes.Values.Select(used => owners.Assign(NodeClassBuilder.Build(used, inference))).ToEquatableArray());
    }

    /// <summary>A class in use.</summary>
    public NodeClass? Find(string classType) => Classes.FindOrdinal(classType, node => node.ClassType);
}
