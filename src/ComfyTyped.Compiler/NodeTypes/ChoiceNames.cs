using System.Collections.Immutable;
using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Json;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Compiler.Naming;

namespace ComfyTyped.Compiler.NodeTypes;

/// <summary>
/// Names lists of options. A list is called as the inputs that offer it (<c>SamplerName</c>); where core nodes offer several lists
/// under one name, the most common one keeps it and the others are called after their first class too
/// (<c>LatentUpscaleUpscaleMethod</c>). So a name depends on the catalog, not on the other workflows of the project.
/// </summary>
internal sealed class ChoiceNames
{
    private static readonly string[] ReservedMembers =
        ["Value", "Options", "From", "Deconstruct", "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString", "EqualityContract", "PrintMembers"];

    private static readonly Lazy<ImmutableDictionary<string, string>> CoreLists = new(() => MostCommonLists(CoreCatalog.Index.Classes.Keys.Select(NodeCatalog.Core.Find).OfType<NodeClass>()));

    private readonly string _namespace;
    private readonly NameScope _scope;
    private readonly Dictionary<string, ChoiceType> _byOptions = new(StringComparer.Ordinal);

    /// <summary>Names nothing yet.</summary>
    /// <param name="nodesNamespace">The namespace of the types.</param>
    /// <param name="scope">The names of that namespace.</param>
    public ChoiceNames(string nodesNamespace, NameScope scope)
    {
        _namespace = nodesNamespace;
        _scope = scope;
    }

    public EquatableArray<ChoiceType> Types => _byOptions.Values.OrderBy(choice => choice.Name, StringComparer.Ordinal).ToEquatableArray();

    /// <summary>Whether the options can be members of a type: some, and all of them texts.</summary>
    public static bool CanName(InputSpec input) => input.Options.Count > 0 && input.Options.All(option => option[0] == '"');

    /// <summary>Whether core nodes offer a list under a name.</summary>
    public static bool IsOfCoreList(string input) => CoreLists.Value.ContainsKey(input);

    /// <summary>The type of an input's list. Call it in ordinal order of the classes, so that the outcome does not depend on anything else.</summary>
    public ChoiceType Of(NodeClass node, InputSpec input)
    {
        string key = KeyOf(input);
        if (!_byOptions.TryGetValue(key, out ChoiceType? choice))
        {
            string name = _scope.Claim(input.Kind == InputKind.File ? FileNameOf(node, input) : NameOf(node, input, key));
            choice = new ChoiceType(_namespace, name, input.Name, MembersOf(input, name));
            _byOptions.Add(key, choice);
        }
        return choice;
    }

    private static string NameOf(NodeClass node, InputSpec input, string key)
    {
        string name = CSharpName.FromWireName(input.Name, "Choice");
        bool isAnothers = CoreLists.Value.TryGetValue(input.Name, out string? common) && common != key;
        return isAnothers ? CSharpName.FromText(node.ClassType, "Node") + name : name;
    }

    /// <summary>Which files an input offers is the server's matter, so the first class keeps the short name, in ordinal order.</summary>
    private string FileNameOf(NodeClass node, InputSpec input)
    {
        string name = FileNames.OfList(input.Name);
        return _byOptions.Values.Any(choice => string.Equals(choice.Name, name, StringComparison.OrdinalIgnoreCase))
            ? CSharpName.FromText(node.ClassType, "Node") + name
            : name;
    }

    private static EquatableArray<ChoiceMember> MembersOf(InputSpec input, string typeName)
    {
        var scope = new NameScope(ReservedMembers.Append(typeName), suffix: "Option");
        string[] options = input.Options.Distinct(StringComparer.Ordinal).Select(option => JsonText.Unescape(option.AsSpan())).ToArray();
        return (input.Kind == InputKind.File
            ? FileNames.OfMembers(options, scope)
            : options.Select(option => new ChoiceMember(scope.Claim(CSharpName.FromWireName(option, "Option")), option))).ToEquatableArray();
    }

    private static ImmutableDictionary<string, string> MostCommonLists(IEnumerable<NodeClass> classes) => classes
        .SelectMany(node => node.Inputs)
        .Where(input => input.Kind == InputKind.Choice && input.Cases.Count == 0 && CanName(input))
        .GroupBy(input => input.Name, StringComparer.Ordinal)
        .ToImmutableDictionary(inputs => inputs.Key, inputs => MostCommon(inputs.Select(KeyOf)), StringComparer.Ordinal);

    private static string MostCommon(IEnumerable<string> keys) => keys
        .GroupBy(key => key, StringComparer.Ordinal)
        .OrderByDescending(group => group.Count())
        .ThenBy(group => group.Key, StringComparer.Ordinal)
        .First().Key;

    private static string KeyOf(InputSpec input) => (input.Kind == InputKind.File ? "files\n" : "") + string.Join("\n", input.Options);
}
