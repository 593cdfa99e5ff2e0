using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Catalog;

/// <summary>A node class as a catalog declares it.</summary>
internal sealed class NodeDeclaration
{
    private readonly Dictionary<string, InputSpec> _inputs = new(StringComparer.Ordinal);

    public NodeDeclaration(NodeClass nodeClass)
    {
        Class = nodeClass;
        foreach (InputSpec input in nodeClass.Inputs.Flatten())
            _inputs[input.Name] = _inputs.TryGetValue(input.Name, out InputSpec? other) ? InputTree.Merge(other, input) : input;
    }

    /// <summary>The class.</summary>
    public NodeClass Class { get; }

    /// <summary>The pack that has it (<c>python_module</c>), such as <c>custom_nodes.ComfyUI-Impact-Pack</c>; null when unknown.</summary>
    public string? Pack { get; init; }

    /// <summary>Whether a run of it costs money (<c>api_node</c>).</summary>
    public bool IsPaid { get; init; }

    /// <summary>Whether some inputs are there in some cases only, or grow in number.</summary>
    public bool IsDynamic => Class.Inputs.Any(input => input.Growth is not null || input.Cases.Count > 0);

    /// <summary>An input that nodes of the class may have, by its full wire name; null when they have no such input.</summary>
    public InputSpec? FindInput(string name) => _inputs.TryGetValue(name, out InputSpec? input) ? input : null;

    /// <summary>What an input is probably like that a growing group would have if it could hold more members; null for any other.</summary>
    public InputSpec? BeyondGroup(string input)
    {
        foreach (InputSpec group in Class.Inputs)
        {
            if (group.Growth is not null && input.StartsWith(group.Name + ".", StringComparison.Ordinal))
                return group with { Name = input, IsDeclared = false, Growth = null };
        }

        return null;
    }
}
