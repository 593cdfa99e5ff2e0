using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Compiler.Naming;

namespace ComfyTyped.Compiler.NodeTypes;

/// <summary>Turns the node classes in use into C# types.</summary>
internal static class NodeTypeBinder
{
    /// <summary>Binds all classes of a project at once, because their names must not collide.</summary>
    /// <param name="classes">The classes in use, in ordinal order of the class types.</param>
    /// <param name="nodesNamespace">The namespace of the types.</param>
    /// <param name="taken">Names of that namespace that workflow classes have.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static ProjectTypes Bind(IReadOnlyList<NodeClass> classes, string nodesNamespace, IEnumerable<string> taken, CancellationToken cancellationToken)
    {
        string[] names = NameClasses(classes, taken);
        string[] types = classes.SelectMany(TypesOf).ToArray();
        var markers = new MarkerNames(nodesNamespace, types.SelectMany(TypeName.Members));
        var unions = new UnionNames(nodesNamespace, types, markers);
        var scope = new NameScope(names.Concat(taken).Append("Types"), suffix: "Option");
        var choices = new ChoiceNames(nodesNamespace, scope);
        var combos = new ComboTypes(nodesNamespace, scope);
        var nodes = new List<NodeType>(classes.Count);
        for (int i = 0; i < classes.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            nodes.Add(new PropertyBinder(classes[i], names[i], markers, unions, choices, combos).Bind(nodesNamespace));
        }
        return new ProjectTypes(nodes.ToEquatableArray(), choices.Types, combos.Types, markers.Generated, unions.Types);
    }

    /// <summary>A class whose name is its class type keeps it; the others take what is left, in ordinal order.</summary>
    private static string[] NameClasses(IReadOnlyList<NodeClass> classes, IEnumerable<string> taken)
    {
        string[] wanted = classes.Select(node => CSharpName.FromText(node.ClassType, "Node")).ToArray();
        var scope = new NameScope(taken.Append("Types"), suffix: "Node");
        var names = new string[classes.Count];
        foreach (int i in Enumerable.Range(0, names.Length).OrderBy(i => wanted[i] == classes[i].ClassType ? 0 : 1))
            names[i] = scope.Claim(wanted[i]);
        return names;
    }

    private static IEnumerable<string> TypesOf(NodeClass node) =>
        node.Inputs.Flatten().Where(MayBeLinkOnly).Select(input => input.AllowedTypes ?? input.Type)
            .Concat(node.Outputs.Select(output => output.Type).Where(type => type.IndexOf(',') < 0));

    private static bool MayBeLinkOnly(InputSpec input) =>
        input.Kind == InputKind.Socket || (input.Kind == InputKind.Any && (input.AllowedTypes ?? input.Type).IndexOf(',') >= 0);
}
