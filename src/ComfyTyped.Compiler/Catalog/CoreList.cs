using System.Collections.Immutable;
using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Catalog;

/// <summary>A list of options, or the cases of a dynamic combo, that inputs of the built-in catalog offer.</summary>
/// <param name="content">What is offered.</param>
/// <param name="inputs">The inputs that offer it, in ordinal order of the classes and then in the order of the catalog.</param>
internal sealed class CoreList(ListContent content, ImmutableArray<ListOwner> inputs)
{
    private static readonly Lazy<ImmutableArray<CoreList>> Lists = new(Read);

    private static readonly Lazy<Dictionary<ListOwner, CoreList>> ByInput = new(
        () => All.SelectMany(list => list.Inputs.Select(input => (input, list))).ToDictionary(pair => pair.input, pair => pair.list));

    /// <summary>All lists, in the order of their first inputs.</summary>
    public static ImmutableArray<CoreList> All => Lists.Value;

    public ListContent Content => content;

    public ImmutableArray<ListOwner> Inputs => inputs;

    /// <summary>What the built-in catalog offers at an input; null when that is no list.</summary>
    public static CoreList? Find(ListOwner input) => ByInput.Value.TryGetValue(input, out CoreList? list) ? list : null;

    private static ImmutableArray<CoreList> Read() => ImmutableArray.CreateRange(CoreCatalog.Index.Classes.Keys
        .OrderBy(name => name, StringComparer.Ordinal)
        .Select(NodeCatalog.Core.Find)
        .OfType<NodeClass>()
        .SelectMany(node => node.Inputs.Lists().Select(list => (Owner: new ListOwner(node.ClassType, list.Path), Content: ListContent.Of(list.Input))))
        .GroupBy(list => list.Owner)
        .Select(cases => cases.First())
        .GroupBy(list => list.Content, list => list.Owner)
        .Select(list => new CoreList(list.Key, ImmutableArray.CreateRange(list))));
}
