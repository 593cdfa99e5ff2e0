using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Catalog;

/// <summary>A node class as a catalog declares it.</summary>
/// <param name="Class">The class.</param>
/// <param name="GrowingInputs">Its groups of inputs that grow as they are connected; their members show in the files only.</param>
internal sealed record NodeDeclaration(NodeClass Class, EquatableArray<GrowingInput> GrowingInputs)
{
    /// <summary>The growing group that an input belongs to, or null.</summary>
    public GrowingInput? GroupOf(string input)
    {
        foreach (GrowingInput group in GrowingInputs)
        {
            if (input.StartsWith(group.Prefix, StringComparison.Ordinal))
                return group;
        }

        return null;
    }
}

/// <summary>A group of inputs that grows as it is connected (<c>COMFY_AUTOGROW_V3</c>).</summary>
/// <param name="Prefix">What the wire names of its members begin with: the group's name and a dot.</param>
/// <param name="Template">What each member is like, but for its name.</param>
internal sealed record GrowingInput(string Prefix, InputSpec Template);
