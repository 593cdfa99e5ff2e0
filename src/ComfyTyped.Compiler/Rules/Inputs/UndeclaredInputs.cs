using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Core.Workflows;

namespace ComfyTyped.Compiler.Rules;

/// <summary>Finds the inputs of a node that its class does not declare.</summary>
internal static class UndeclaredInputs
{
    public static IEnumerable<WorkflowInput> Of(CheckedNode node, NodeDeclaration declaration) =>
        node.Node.Inputs.Where(input => node.SpecOf(input.Name) is null && !IsNested(input.Name, declaration) && !Grows(input.Name, declaration));

    /// <summary>A dynamic input brings others along, under its name and a dot; only of some kinds does the catalog tell which.</summary>
    private static bool IsNested(string name, NodeDeclaration declaration) =>
        name.IndexOf('.') is > 0 and var dot
        && declaration.Class.Inputs.FirstOrDefault(input => input.Name == name.Substring(0, dot)) is { Cases.Count: 0, Growth: null or { Names.Count: 0 } };

    /// <summary>Many custom nodes grow by numbers: a class that declares <c>image_1</c> also takes <c>image_7</c>.</summary>
    private static bool Grows(string name, NodeDeclaration declaration)
    {
        string stem = Stem(name);
        return stem.Length < name.Length && declaration.Class.Inputs.Any(input => input.Name.Length > stem.Length && Stem(input.Name) == stem);
    }

    private static string Stem(string name) => name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
}
