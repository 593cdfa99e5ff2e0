using ComfyTyped.Compiler.Models;
using ComfyTyped.Compiler.Naming;
using ComfyTyped.Core.Json;

namespace ComfyTyped.Compiler.NodeTypes;

/// <summary>
/// Names lists of options. Those that core nodes offer have the names of <see cref="CoreListNames"/>; any other is called as its input, and after
/// its class too where another list has that name.
/// </summary>
internal sealed class ChoiceNames
{
    private static readonly string[] ReservedMembers =
        ["Value", "Options", "From", "Deconstruct", "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString", "EqualityContract", "PrintMembers"];

    private readonly string _namespace;
    private readonly NameScope _scope;
    private readonly Dictionary<(bool AreFiles, ListOwner? Owner, EquatableArray<string> Options), ChoiceType> _byOptions = [];

    /// <summary>Names nothing yet.</summary>
    /// <param name="nodesNamespace">The namespace of the types.</param>
    /// <param name="scope">The names of that namespace.</param>
    public ChoiceNames(string nodesNamespace, NameScope scope)
    {
        _namespace = nodesNamespace;
        _scope = scope;
    }

    public EquatableArray<ChoiceType> Types => _byOptions.Values.OrderBy(choice => choice.Name, StringComparer.Ordinal).ToEquatableArray();

    /// <summary>The type of an input's list. Call it in ordinal order of the classes, so that the outcome does not depend on anything else.</summary>
    public ChoiceType Of(NodeClass node, InputSpec input)
    {
        var key = (input.Kind == InputKind.File, input.Owner, input.Options);
        if (!_byOptions.TryGetValue(key, out ChoiceType? choice))
        {
            CoreListName wanted = input.Owner is { } owner ? CoreListNames.Of(owner)
                : new CoreListName(input.Kind == InputKind.File ? FileNameOf(node, input) : NameOf(node, input), input.Name);
            string name = _scope.Claim(wanted.Name);
            choice = new ChoiceType(_namespace, name, wanted.Input, MembersOf(input, name));
            _byOptions.Add(key, choice);
        }
        return choice;
    }

    private string NameOf(NodeClass node, InputSpec input)
    {
        string name = CoreListNames.OfAnother(node, input);
        return IsTaken(name) ? CoreListNames.InClass(node, CSharpName.FromWireName(input.Name, "Choice")) : name;
    }

    /// <summary>Which files an input offers is the server's matter, so the first class keeps the short name, in ordinal order.</summary>
    private string FileNameOf(NodeClass node, InputSpec input)
    {
        string name = FileNames.OfList(input.Name);
        return IsTaken(name) ? CoreListNames.InClass(node, name) : name;
    }

    private bool IsTaken(string name) => _byOptions.Values.Any(choice => string.Equals(choice.Name, name, StringComparison.OrdinalIgnoreCase));

    private static EquatableArray<ChoiceMember> MembersOf(InputSpec input, string typeName)
    {
        var scope = new NameScope(ReservedMembers.Append(typeName), suffix: "Option");
        string[] options = input.Options.Distinct(StringComparer.Ordinal).Select(option => JsonText.Unescape(option.AsSpan())).ToArray();
        return (input.Kind == InputKind.File
            ? FileNames.OfMembers(options, scope)
            : options.Select(option => new ChoiceMember(scope.Claim(CSharpName.FromWireName(option, "Option")), option))).ToEquatableArray();
    }
}
