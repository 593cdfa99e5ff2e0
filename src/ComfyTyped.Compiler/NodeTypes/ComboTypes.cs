using ComfyTyped.Compiler.Models;
using ComfyTyped.Compiler.Naming;

namespace ComfyTyped.Compiler.NodeTypes;

/// <summary>
/// The types of dynamic combos: one for each distinct set of cases, called as its input is (<c>ResizeType</c>). Where core nodes have another
/// combo or list of that name, the class comes first (<c>MyNodeResizeType</c>).
/// </summary>
/// <param name="nodesNamespace">The namespace of the types.</param>
/// <param name="scope">The names of that namespace.</param>
internal sealed class ComboTypes(string nodesNamespace, NameScope scope)
{
    private readonly Dictionary<EquatableArray<InputCase>, ComboType> _byCases = [];

    public EquatableArray<ComboType> Types => _byCases.Values.OrderBy(combo => combo.Name, StringComparer.Ordinal).ToEquatableArray();

    /// <summary>The type of a dynamic combo. Call it in ordinal order of the classes, so that the outcome does not depend on anything else.</summary>
    public ComboType Of(NodeClass node, InputSpec selector, PropertyBinder inputs)
    {
        if (!_byCases.TryGetValue(selector.Cases, out ComboType? combo))
        {
            combo = new ComboBinder(inputs, scope.Claim(NameOf(node, selector))).Bind(nodesNamespace, selector);
            _byCases.Add(selector.Cases, combo);
        }
        return combo;
    }

    private static string NameOf(NodeClass node, InputSpec selector) =>
        selector.Owner is { } owner ? CoreListNames.Of(owner).Name : CoreListNames.OfAnother(node, selector);
}
