using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Catalog;

/// <summary>The inputs that nodes really have: those of all cases of dynamic combos, and the members of growing groups instead of the groups.</summary>
internal static class InputTree
{
    /// <summary>The inputs with their full wire names, depth first; cases may have a name in common, which then comes several times.</summary>
    public static IEnumerable<InputSpec> Flatten(this IEnumerable<InputSpec> inputs, string prefix = "") =>
        inputs.SelectMany(input => input.Flatten(prefix));

    /// <summary>An input and all that it brings along, with their full wire names.</summary>
    public static IEnumerable<InputSpec> Flatten(this InputSpec input, string prefix)
    {
        string name = prefix + input.Name;
        foreach (InputSpec member in input.Members(prefix))
            yield return member;
        if (input.Growth is null)
            yield return input with { Name = name };
        foreach (InputSpec nested in input.Cases.SelectMany(@case => @case.Inputs.Flatten(name + ".")))
            yield return nested;
    }

    /// <summary>The members of a growing group, with their full wire names.</summary>
    public static IEnumerable<InputSpec> Members(this InputSpec input, string prefix) =>
        input.Growth?.Names.Select(member => input with { Name = $"{prefix}{input.Name}.{member}", Growth = null, IsMember = true }) ?? Enumerable.Empty<InputSpec>();

    /// <summary>What is true of an input whichever of two cases declares it.</summary>
    public static InputSpec Merge(InputSpec left, InputSpec right) =>
        left == right with { IsRequired = left.IsRequired }
            ? left with { IsRequired = left.IsRequired && right.IsRequired }
            : InputSpecFactory.Anything(left.Name) with { Type = left.Type == right.Type ? left.Type : TypeName.Any };
}
