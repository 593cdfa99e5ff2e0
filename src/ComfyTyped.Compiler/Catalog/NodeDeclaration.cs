using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Catalog;

/// <summary>A node class as a catalog declares it.</summary>
internal sealed class NodeDeclaration
{
    private readonly Dictionary<string, InputSpec> _inputs = new(StringComparer.Ordinal);

    public NodeDeclaration(NodeClass nodeClass, EquatableArray<GrowingInput> growingInputs)
    {
        (Class, GrowingInputs) = (nodeClass, growingInputs);
        foreach (InputSpec input in nodeClass.Inputs)
            _inputs[input.Name] = input;
    }

    /// <summary>The class.</summary>
    public NodeClass Class { get; }

    /// <summary>The pack that has it (<c>python_module</c>), such as <c>custom_nodes.ComfyUI-Impact-Pack</c>; null when unknown.</summary>
    public string? Pack { get; init; }

    /// <summary>Whether a run of it costs money (<c>api_node</c>).</summary>
    public bool IsPaid { get; init; }

    /// <summary>Its groups of inputs that grow as they are connected; their members show in the files only.</summary>
    public EquatableArray<GrowingInput> GrowingInputs { get; }

    /// <summary>An input of the class, or null.</summary>
    public InputSpec? FindInput(string name) => _inputs.TryGetValue(name, out InputSpec? input) ? input : null;

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
