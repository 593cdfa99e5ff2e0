using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Inference;

/// <summary>
/// Finds the core input that a list is called after. It depends on the catalogs alone, not on the classes in use: what one server offers more than
/// another, or a project uses more than before, must not change a name that code is written with.
/// </summary>
/// <param name="catalog">The catalogs of the project, with the built-in one.</param>
internal sealed class ListOwners(NodeCatalog catalog)
{
    private readonly Dictionary<CoreList, Dictionary<ListContent, ListOwner>> _owners = [];
    private Dictionary<ListContent, ListOwner>? _allOwners;

    /// <summary>The class with the owners of its lists.</summary>
    public NodeClass Assign(NodeClass node) => node with { Inputs = node.Inputs.WithOwners((path, input) => OwnerOf(new ListOwner(node.ClassType, path), input)) };

    private ListOwner? OwnerOf(ListOwner place, InputSpec input)
    {
        Dictionary<ListContent, ListOwner> owners = CoreList.Find(place) is { } list ? OwnersOf(list) : _allOwners ??= AllOwners();
        return owners.TryGetValue(ListContent.Of(input), out ListOwner? owner) ? owner : null;
    }

    /// <summary>
    /// A server may offer different lists where the built-in catalog has one. The first input to offer each of them owns it.
    /// </summary>
    private Dictionary<ListContent, ListOwner> OwnersOf(CoreList list)
    {
        if (!_owners.TryGetValue(list, out Dictionary<ListContent, ListOwner>? owners))
        {
            owners = [];
            foreach (ListOwner place in list.Inputs)
            {
                foreach ((_, InputSpec input) in catalog.Find(place.ClassType)?.Inputs.Lists().Where(offered => offered.Path == place.Input) ?? [])
                    AddFirst(owners, ListContent.Of(input), place);
            }

            _owners.Add(list, owners);
        }

        return owners;
    }

    /// <summary>What a list of a class that is not of the built-in catalog may be.</summary>
    private Dictionary<ListContent, ListOwner> AllOwners()
    {
        var owners = new Dictionary<ListContent, ListOwner>();
        foreach (CoreList list in CoreList.All)
        {
            foreach (KeyValuePair<ListContent, ListOwner> owner in OwnersOf(list))
                AddFirst(owners, owner.Key, owner.Value);
        }

        return owners;
    }

    private static void AddFirst(Dictionary<ListContent, ListOwner> owners, ListContent content, ListOwner owner)
    {
        if (!owners.ContainsKey(content))
            owners.Add(content, owner);
    }
}
