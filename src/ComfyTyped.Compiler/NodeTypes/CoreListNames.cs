using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Compiler.Naming;

namespace ComfyTyped.Compiler.NodeTypes;

/// <summary>
/// What the lists of the built-in catalog are called, whichever of them a project uses: as the inputs that offer them (<c>SamplerName</c>). Where
/// several lists are offered under one name, the most common one has it, and the others are called after another of their inputs
/// (<c>ScaleMethod</c>) or else after their first class too.
/// </summary>
internal static class CoreListNames
{
    private static readonly Lazy<Dictionary<ListOwner, CoreListName>> ByOwner = new(NameAll);
    private static readonly Lazy<HashSet<string>> Names = new(() => new(ByOwner.Value.Values.Select(name => name.Name), StringComparer.OrdinalIgnoreCase));

    /// <summary>The name of the list of a core input; the class comes first when the list is not the one that most such inputs have.</summary>
    public static CoreListName Of(ListOwner owner) =>
        ByOwner.Value.TryGetValue(owner, out CoreListName? name) ? name : Qualified(owner);

    /// <summary>A name for a list of an input that core nodes do not have: after the input, or after the class too when core nodes have the name.</summary>
    public static string OfAnother(NodeClass node, InputSpec input)
    {
        string name = CSharpName.FromWireName(input.Name, "Choice");
        return Names.Value.Contains(name) ? InClass(node, name) : name;
    }

    /// <summary>A name with the class in front.</summary>
    public static string InClass(NodeClass node, string name) => CSharpName.FromText(node.ClassType, "Node") + name;

    private static Dictionary<ListOwner, CoreListName> NameAll()
    {
        // Classes have the names of their types, and a project may use any of them.
        var scope = new NameScope(CoreCatalog.Index.Classes.Keys.Select(name => CSharpName.FromText(name, "Node")), suffix: "Option");
        var names = new Dictionary<ListOwner, CoreListName>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach ((CoreList list, string input) in Wishes())
        {
            if (!names.ContainsKey(list.Inputs[0]) && taken.Add(input))
                names.Add(list.Inputs[0], new CoreListName(scope.Claim(CSharpName.FromWireName(input, "Choice")), input));
        }

        foreach (CoreList list in CoreList.All.Where(list => !names.ContainsKey(list.Inputs[0])))
        {
            CoreListName name = Qualified(list.Inputs[0]);
            names.Add(list.Inputs[0], name with { Name = scope.Claim(name.Name) });
        }

        return names;
    }

    /// <summary>The names that lists may have, the most common first; a list without another name goes before one that has.</summary>
    private static IEnumerable<(CoreList List, string Input)> Wishes() => CoreList.All
        .SelectMany(list => list.Inputs.Select(NameOf).GroupBy(input => input, StringComparer.Ordinal).Select(inputs => (List: list, Inputs: inputs)))
        .OrderByDescending(wish => wish.Inputs.Count())
        .ThenBy(wish => wish.List.Inputs.Select(NameOf).Distinct(StringComparer.Ordinal).Count())
        .ThenBy(wish => string.Join("\n", wish.List.Content.Options), StringComparer.Ordinal)
        .Select(wish => (wish.List, wish.Inputs.Key));

    private static CoreListName Qualified(ListOwner owner) => new(
        CSharpName.FromText(owner.ClassType, "Node") + CSharpName.FromWireName(NameOf(owner), "Choice"), NameOf(owner));

    private static string NameOf(ListOwner owner) => owner.Input.Substring(owner.Input.LastIndexOf('.') + 1);
}

/// <summary>What a list is called.</summary>
/// <param name="Name">The name of the type.</param>
/// <param name="Input">The wire name of the input that gave the name.</param>
internal sealed record CoreListName(string Name, string Input);
