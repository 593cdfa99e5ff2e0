namespace ComfyTyped.Compiler.Models;

/// <summary>The inputs of a class that offer a list of options, those of the cases of dynamic combos included.</summary>
internal static class InputLists
{
    /// <summary>Whether a list of settings, not of files, is all that can be assigned.</summary>
    public static bool OffersList(this InputSpec input) => input.Kind is InputKind.Choice or InputKind.Choices && input.HasTextOptions;

    /// <summary>The inputs that offer lists, with their full wire names; cases may have a name in common, which then comes several times.</summary>
    public static IEnumerable<(string Path, InputSpec Input)> Lists(this IEnumerable<InputSpec> inputs, string prefix = "")
    {
        foreach (InputSpec input in inputs)
        {
            string path = prefix + input.Name;
            if (input.OffersList())
                yield return (path, input);
            foreach ((string, InputSpec) nested in input.Cases.SelectMany(@case => @case.Inputs.Lists(path + ".")))
                yield return nested;
        }
    }

    /// <summary>The inputs, each list with the owner that it has under its full wire name.</summary>
    public static EquatableArray<InputSpec> WithOwners(this EquatableArray<InputSpec> inputs, Func<string, InputSpec, ListOwner?> ownerOf, string prefix = "") =>
        inputs.Lists().Any() ? inputs.Select(input => input.WithOwners(ownerOf, prefix)).ToEquatableArray() : inputs;

    private static InputSpec WithOwners(this InputSpec input, Func<string, InputSpec, ListOwner?> ownerOf, string prefix)
    {
        string path = prefix + input.Name;
        return input with
        {
            Owner = input.OffersList() ? ownerOf(path, input) : null,
            Cases = input.Cases.Select(@case => @case with { Inputs = @case.Inputs.WithOwners(ownerOf, path + ".") }).ToEquatableArray(),
        };
    }
}
