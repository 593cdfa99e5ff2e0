using ComfyTyped.Compiler.Models;
using ComfyTyped.Compiler.Naming;

namespace ComfyTyped.Compiler.NodeTypes;

/// <summary>Turns the cases of one dynamic combo into methods, and their inputs into properties.</summary>
/// <param name="inputs">Gives the types of inputs.</param>
/// <param name="typeName">The name of the type.</param>
internal sealed class ComboBinder(PropertyBinder inputs, string typeName)
{
    private static readonly string[] ReservedNames =
    [
        "Case", "Cases", "Clear", "Scope", "Selected",
        "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString",
    ];

    /// <summary>What the method of a case has besides its parameters.</summary>
    private static readonly string[] ReservedParameters = ["Scope"];

    public ComboType Bind(string nodesNamespace, InputSpec selector)
    {
        var names = new NameScope(ReservedNames.Append(typeName), suffix: "Input");
        Dictionary<string, string> properties = selector.Cases
            .SelectMany(InputsOf)
            .Select(input => input.Name)
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(name => name, name => names.Claim(CSharpName.FromWireName(name, "Input")), StringComparer.Ordinal);
        EquatableArray<ComboProperty> members = selector.Cases
            .SelectMany(@case => InputsOf(@case).Select(input => (@case.Key, Input: inputs.BindMember(input, properties[input.Name]))))
            .GroupBy(member => member.Input.Spec.Name, StringComparer.Ordinal)
            .Select(members => BindProperty(
                members.Select(member => member.Input).ToArray(), members.Select(member => member.Key).ToEquatableArray()))
            .OfType<ComboProperty>()
            .ToEquatableArray();
        var methods = new NameScope(ReservedNames.Append(typeName).Concat(properties.Values), suffix: "Case");
        EquatableArray<ComboCase> cases = selector.Cases
            .Select(@case => new ComboCase(methods.Claim(CSharpName.FromWireName(@case.Key, "Option")), @case.Key, BindParameters(@case, properties)))
            .ToEquatableArray();
        return new ComboType(nodesNamespace, typeName, selector.Name, cases, members);
    }

    /// <summary>
    /// The property of an input that several cases may have. Where they give it different types it takes anything; null where one of these is
    /// a list, for which there is no such type.
    /// </summary>
    private static ComboProperty? BindProperty(InputProperty[] declared, EquatableArray<string> keys)
    {
        InputProperty first = declared[0];
        if (declared.Any(input => input.Type != first.Type))
        {
            return declared.Any(input => input.IsList)
                ? null
                : new ComboProperty(PropertyBinder.BindAnything(first.Spec.Name, first.Name, declared.All(input => input.Spec.IsRequired)), keys);
        }

        // The longest list holds the members of all, if they are called alike.
        if (first.IsList)
            first = declared.OrderByDescending(input => input.Spec.Growth!.Names.Count).First();
        if (declared.Any(input => input.Spec.Growth?.Names.SequenceEqual(first.Spec.Growth!.Names.Take(input.Spec.Growth.Names.Count)) == false))
            return null;
        return new ComboProperty(first with { Spec = Common(declared.Select(input => input.Spec), first.Spec) }, keys);
    }

    /// <summary>What can be said of an input without regard to the case.</summary>
    private static InputSpec Common(IEnumerable<InputSpec> declared, InputSpec first)
    {
        bool isRequired = declared.All(input => input.IsRequired);
        return declared.All(input => input with { IsRequired = isRequired } == first with { IsRequired = isRequired })
            ? first with { IsRequired = isRequired }
            : first with { IsRequired = isRequired, Default = null, Min = null, Max = null, Step = null };
    }

    private EquatableArray<ComboParameter> BindParameters(InputCase @case, Dictionary<string, string> properties)
    {
        var names = new NameScope(ReservedParameters, suffix: "Input");
        return InputsOf(@case)
            .Select(input => new ComboParameter(
                CSharpName.ToParameter(names.Claim(CSharpName.FromWireName(input.Name, "Input"))),
                inputs.BindMember(input, properties[input.Name])))
            .OrderBy(parameter => parameter.IsRequired ? 0 : 1)
            .ToEquatableArray();
    }

    private static IEnumerable<InputSpec> InputsOf(InputCase @case) => @case.Inputs.Where(PropertyBinder.HoldsSomething);
}
