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
        CancellationToken cancellationToken)
    {
        var mergers = new SortedDictionary<string, UsageMerger>(StringComparer.Ordinal);
        foreach (EquatableArray<ClassUsage> usages in workflows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (ClassUsage usage in usages)
            {
                if (!mergers.TryGetValue(usage.ClassType, out UsageMerger? merger))
                    mergers.Add(usage.ClassType, merger = new UsageMerger(usage.ClassType));
                merger.Add(usage);
            }
        }

        var classes = mergers.Values
            .Select(merger => merger.ToUsage())
            .Select(usage => new UsedClass(usage, catalog.FindDeclaration(usage.ClassType)))
            .ToList();
        TypeInference inference = TypeInference.Run(classes, cancellationToken);
        return new ClassTable(classes.Select(used => NodeClassBuilder.Build(used, inference)).ToEquatableArray());
    }

    /// <summary>A class in use.</summary>
    public NodeClass? Find(string classType)
    {
        int low = 0;
        int high = Classes.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            int order = string.CompareOrdinal(Classes[middle].ClassType, classType);
            if (order == 0)
                return Classes[middle];
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return null;
    }
}
