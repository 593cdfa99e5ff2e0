using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Compiler.Naming;

namespace ComfyTyped.Compiler.NodeTypes;

/// <summary>
/// Names the inputs that take several types after these, in ordinal order: <c>IMAGE,MASK</c> and <c>MASK,IMAGE</c> are
/// <c>ImageOrMaskInput</c> in every project.
/// </summary>
internal sealed class UnionNames
{
    /// <summary>Of a longer union the first types and the number of the others make the name.</summary>
    private const int MaxNamed = 4;

    private readonly Dictionary<string, UnionType> _types = new(StringComparer.Ordinal);

    /// <summary>Names all at once, because the names must not collide.</summary>
    /// <param name="nodesNamespace">The namespace of the node classes; the inputs stand in <c>Types</c> below it.</param>
    /// <param name="types">All ComfyUI types in use.</param>
    /// <param name="markers">The markers, which stand there too.</param>
    public UnionNames(string nodesNamespace, IEnumerable<string> types, MarkerNames markers)
    {
        foreach (string key in types.Where(IsUnion).Select(KeyOf).Distinct(StringComparer.Ordinal).OrderBy(key => key, StringComparer.Ordinal))
        {
            UnionMember[] members = TypeName.Members(key).Select(type => new UnionMember(type, markers.Of(type) ?? "")).ToArray();
            if (members.All(member => member.Marker.Length > 0))
                _types[key] = new UnionType(nodesNamespace + ".Types", markers.Claim(NameOf(key)), members.ToEquatableArray());
        }
    }

    public EquatableArray<UnionType> Types => _types.Values.OrderBy(union => union.Name, StringComparer.Ordinal).ToEquatableArray();

    /// <summary>The input of a union; null when it is none, or one with a member that says nothing.</summary>
    public UnionType? Find(string type) => _types.TryGetValue(KeyOf(type), out UnionType? union) ? union : null;

    private static bool IsUnion(string type) => type.IndexOf(',') >= 0;

    private static string KeyOf(string type) => string.Join(",", TypeName.Members(type).OrderBy(member => member, StringComparer.Ordinal));

    private static string NameOf(string key)
    {
        string[] names = TypeName.Members(key).Select(type => CSharpName.FromWireName(type, "Unnamed")).ToArray();
        string name = string.Join("Or", names.Take(names.Length > MaxNamed ? MaxNamed - 1 : MaxNamed));
        return name + (names.Length > MaxNamed ? $"Or{names.Length - MaxNamed + 1}Others" : "") + "Input";
    }
}
