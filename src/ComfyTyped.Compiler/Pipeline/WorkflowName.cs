using ComfyTyped.Compiler.Models;
using ComfyTyped.Compiler.Naming;

namespace ComfyTyped.Compiler.Pipeline;

/// <summary>What the class of a workflow file is called.</summary>
/// <param name="Path">The file.</param>
/// <param name="Namespace">The namespace of the class: root namespace and folder, as resource files have it.</param>
/// <param name="Name">The name of the class.</param>
internal sealed record WorkflowName(string Path, string Namespace, string Name)
{
    /// <summary>The file whose class has the name that this one wants; null when it has that name itself.</summary>
    public string? NamesakePath { get; init; }

    /// <summary>Members of every generated class: no member may be called as its class.</summary>
    private static readonly string[] ReservedNames = ["Result", "CreateResult"];

    /// <summary>What one file wants to be called.</summary>
    public static WorkflowName Wanted(InputFile file, ProjectOptions options)
    {
        string path = FilePath.Normalize(file.Path);
        string stem = System.IO.Path.GetFileNameWithoutExtension(path);
        string name = CSharpName.FromText(file.ClassName.Length > 0 ? file.ClassName : stem, "Workflow");
        string space = NamespaceName.Clean(file.Namespace);
        return new WorkflowName(file.Path, space.Length > 0 ? space : DefaultNamespace(path, options), name);
    }

    /// <summary>Tells apart files that want the same name, in the order of their paths.</summary>
    public static EquatableArray<WorkflowName> Assign(IEnumerable<WorkflowName> wanted)
    {
        var scopes = new Dictionary<string, NameScope>(StringComparer.OrdinalIgnoreCase);
        var names = new List<WorkflowName>();
        foreach (WorkflowName name in wanted.OrderBy(name => name.Path, StringComparer.Ordinal))
        {
            if (!scopes.TryGetValue(name.Namespace, out NameScope? scope))
                scopes.Add(name.Namespace, scope = new NameScope(ReservedNames, suffix: "Workflow"));
            string allowed = scope.Allow(name.Name);
            string claimed = scope.Claim(name.Name);
            names.Add(name with { Name = claimed, NamesakePath = claimed == allowed ? null : Namesake(names, name.Namespace, allowed) });
        }
        return names.ToEquatableArray();
    }

    private static string Namesake(List<WorkflowName> names, string space, string wanted) => names.First(name =>
        string.Equals(name.Namespace, space, StringComparison.OrdinalIgnoreCase) && string.Equals(name.Name, wanted, StringComparison.OrdinalIgnoreCase)).Path;

    // A file from outside the project, such as one that several projects share, counts as if its folder stood in the project.
    private static string DefaultNamespace(string path, ProjectOptions options)
    {
        string folder = path.Contains('/') ? path.Substring(0, path.LastIndexOf('/')) : "";
        bool isInside = options.ProjectDirectory.Length > 0 && (folder + "/").StartsWith(options.ProjectDirectory, StringComparison.Ordinal);
        string relative = isInside ? (folder + "/").Substring(options.ProjectDirectory.Length) : folder.Substring(folder.LastIndexOf('/') + 1);
        string space = NamespaceName.Join(options.RootNamespace, NamespaceName.OfFolder(relative));
        return space.Length > 0 ? space : "Workflows";
    }
}
