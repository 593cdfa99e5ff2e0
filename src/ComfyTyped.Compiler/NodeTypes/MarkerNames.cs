using ComfyTyped.Compiler.Models;
using ComfyTyped.Compiler.Naming;

namespace ComfyTyped.Compiler.NodeTypes;

/// <summary>Names the markers of ComfyUI types: those of the runtime, and new ones for the rest.</summary>
internal sealed class MarkerNames
{
    private const string RuntimeNamespace = "global::ComfyTyped.Types";

    private readonly Dictionary<string, MarkerType> _generated = new(StringComparer.Ordinal);
    private readonly NameScope _scope = new(["Types"], suffix: "Type");

    /// <summary>Names all at once, because the names must not collide.</summary>
    /// <param name="nodesNamespace">The namespace of the node classes; new markers stand in <c>Types</c> below it.</param>
    /// <param name="types">All ComfyUI types in use.</param>
    public MarkerNames(string nodesNamespace, IEnumerable<string> types)
    {
        foreach (string type in types.Where(IsUnknown).Distinct(StringComparer.Ordinal).OrderBy(type => type, StringComparer.Ordinal))
            _generated[type] = new MarkerType(nodesNamespace + ".Types", _scope.Claim(CSharpName.FromWireName(type, "Unnamed")), type);
    }

    public EquatableArray<MarkerType> Generated => _generated.Values.OrderBy(marker => marker.Name, StringComparer.Ordinal).ToEquatableArray();

    /// <summary>The marker of a type, or null when anything can be linked: <c>*</c> and unions.</summary>
    public string? Of(string type) => IsOpen(type) ? null
        : _generated.TryGetValue(type, out MarkerType? marker) ? marker.FullName
        : $"{RuntimeNamespace}.{CSharpName.FromWireName(type, "Unnamed")}";

    /// <summary>A free name of the namespace of the new markers.</summary>
    public string Claim(string name) => _scope.Claim(name);

    private static bool IsUnknown(string type) => !IsOpen(type) && !RuntimeMarkers.Types.Contains(type);

    private static bool IsOpen(string type) => type is "*" or "" || type.IndexOf(',') >= 0 || type.StartsWith("COMFY_", StringComparison.Ordinal);
}
