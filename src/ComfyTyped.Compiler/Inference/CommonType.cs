using ComfyTyped.Compiler.Catalog;

namespace ComfyTyped.Compiler.Inference;

/// <summary>Finds the one type that several types agree on.</summary>
internal static class CommonType
{
    /// <summary>
    /// The type that all known ones have in common: a union agrees with each of its members, <c>*</c> and the unknown (null) with everything.
    /// Null as long as none is known; <c>*</c> when they disagree.
    /// </summary>
    public static string? Of(IEnumerable<string?> types)
    {
        HashSet<string>? common = null;
        foreach (string? type in types)
        {
            if (type is null or TypeName.Any)
                continue;
            if (common is null)
                common = new HashSet<string>(TypeName.Members(type), StringComparer.Ordinal);
            else
                common.IntersectWith(TypeName.Members(type));
        }

        return common switch
        {
            null => null,
            { Count: 1 } => common.First(),
            _ => TypeName.Any,
        };
    }

    /// <summary>Whether a link of one type may go into an input of another, as the server has it.</summary>
    public static bool Fits(string output, string input) =>
        output == TypeName.Any || input == TypeName.Any || TypeName.Members(output).Intersect(TypeName.Members(input), StringComparer.Ordinal).Any();
}
