using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Inference;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Core.Workflows;

namespace ComfyTyped.Compiler.Naming;

/// <summary>Finds the encoders whose conditioning ends in a positive input, and those whose conditioning ends in a negative one.</summary>
internal sealed class PromptRoles
{
    /// <summary>Its conditioning no longer says what the encoder's did.</summary>
    private const string ZeroOut = "ConditioningZeroOut";

    private readonly GraphLinks _links;
    private readonly NodeClass?[] _classes;
    private readonly Role[] _roles;

    private PromptRoles(GraphLinks links, NodeClass?[] classes) =>
        (_links, _classes, _roles) = (links, classes, new Role[classes.Length]);

    [Flags]
    private enum Role
    {
        None = 0,
        Positive = 1,
        Negative = 2,
    }

    /// <summary>For each node <c>PositivePrompt</c> or <c>NegativePrompt</c> when it encodes one of them only, else null.</summary>
    public static string?[] Of(WorkflowGraph graph, GraphLinks links, ClassTable table)
    {
        var roles = new PromptRoles(links, graph.Nodes.Select(node => table.Find(node.ClassType)).ToArray());
        roles.Spread();
        return Enumerable.Range(0, graph.Nodes.Length).Select(roles.NameOf).ToArray();
    }

    /// <summary>Roles go upstream, from the inputs that name them through whatever passes conditioning on.</summary>
    private void Spread()
    {
        var changed = new Queue<int>(Enumerable.Range(0, _classes.Length));
        while (changed.Count > 0)
        {
            int consumer = changed.Dequeue();
            foreach (GraphLink link in _links.Suppliers[consumer])
            {
                Role role = _roles[link.Node] | RoleOf(link, consumer);
                if (role == _roles[link.Node] || !IsConditioning(link.Node, link.Slot))
                    continue;
                _roles[link.Node] = role;
                changed.Enqueue(link.Node);
            }
        }
    }

    private Role RoleOf(GraphLink link, int consumer) => link.Input switch
    {
        "positive" => Role.Positive,
        "negative" => Role.Negative,
        _ => _classes[consumer]?.ClassType == ZeroOut ? Role.None : _roles[consumer],
    };

    private bool IsConditioning(int node, int slot) =>
        _classes[node] is { } nodeClass && slot >= 0 && slot < nodeClass.Outputs.Count && nodeClass.Outputs[slot].Type == TypeName.Conditioning;

    private string? NameOf(int node) => !IsEncoder(_classes[node]) ? null : _roles[node] switch
    {
        Role.Positive => "PositivePrompt",
        Role.Negative => "NegativePrompt",
        _ => null,
    };

    /// <summary>Whether nodes of a class make conditioning, and nothing else, of a text.</summary>
    public static bool IsEncoder(NodeClass? nodeClass) =>
        nodeClass is { Outputs.Count: 1 } && nodeClass.Outputs[0].Type == TypeName.Conditioning && nodeClass.Inputs.Any(TakesText);

    private static bool TakesText(InputSpec input) => input.Kind == InputKind.String || input.Type == TypeName.String;
}
