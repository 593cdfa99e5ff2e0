using ComfyTyped.Compiler.Models;
using ComfyTyped.Compiler.Naming;

namespace ComfyTyped.Compiler.NodeTypes;

/// <summary>
/// The node classes that stand in one file: those of one menu of the editor, such as <c>sampling</c>. The driver looks at every generated file again
/// after each edit, so a file per class would be felt; in one file for all, the edit of one class would write them all anew.
/// </summary>
/// <param name="Name">The name of the file.</param>
/// <param name="Nodes">The classes, in ordinal order of the class types.</param>
internal sealed record NodeFile(string Name, EquatableArray<NodeType> Nodes)
{
    private const string NoMenu = "Others";

    /// <summary>Sorts the classes into files. Names of files differ by more than case.</summary>
    public static IEnumerable<NodeFile> Of(EquatableArray<NodeType> nodes) => nodes
        .GroupBy(node => MenuOf(node.Class), StringComparer.OrdinalIgnoreCase)
        .Select(menu => new NodeFile(menu.Key, menu.ToEquatableArray()));

    private static string MenuOf(NodeClass node) =>
        node.Category?.Split('/')[0].Trim() is { Length: > 0 } menu ? CSharpName.FromText(menu, NoMenu) : NoMenu;
}
