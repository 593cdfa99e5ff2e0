using System.Text;
using ComfyTyped.CompilerServices;
using ComfyTyped.Core;
using ComfyTyped.Loading;

namespace ComfyTyped;

/// <summary>
/// A workflow that is known only at run time: <see cref="ComfyWorkflow.Load"/> makes one of a file. Nodes and inputs have names instead of properties:
/// <c>workflow["KSampler"]["steps"] = 30</c>. It runs, and is checked, as any other.
/// </summary>
/// <remarks>
/// The file tells no types. <see cref="ComfyWorkflow.Validate"/> finds links that lead nowhere and circles; <see cref="ComfyClient.CheckAsync"/> judges everything by what a
/// server has; and <see cref="ComfyClient.DescribeAsync"/> gives a workflow that knows the server's types itself.
/// </remarks>
public sealed class DynamicWorkflow : ComfyWorkflow<DynamicResult>
{
    internal DynamicWorkflow(WorkflowTemplate template, string name, Func<string, NodeSchema?>? classOf = null)
        : base(template)
    {
        Name = name;
        var names = new DynamicNames(template);
        for (int i = 0; i < template.Nodes.Length; i++)
        {
            NodeTemplate node = template.Nodes[i];
            Attach(new DynamicNode(classOf?.Invoke(node.Id) ?? DynamicNode.SchemaOf(node)), i, names.Of(node));
        }
    }

    /// <summary>Gets the name of the file without its extension, or <c>Workflow</c>: what messages call it.</summary>
    public string Name { get; }

    internal override string DisplayName => Name;

    internal override string AdviceForUnknownClass => "Bypass it in the workflow that ComfyClient.DescribeAsync makes of this one on a server that has the class";

    /// <summary>Gets a node by its id, its title, or its class when only one node has it.</summary>
    /// <param name="name">The id, title or class.</param>
    /// <returns>The node.</returns>
    /// <exception cref="KeyNotFoundException">No node has the name, or several have it.</exception>
    public DynamicNode this[string name]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(name);
            var directory = new NodeDirectory(this);
            IReadOnlyList<ComfyNode> nodes = directory.Named(name, StringComparison.Ordinal);
            if (nodes.Count == 0)
                nodes = directory.OfClass(name, StringComparison.Ordinal);
            return nodes.Count switch
            {
                1 when nodes[0] is DynamicNode node => node,
                0 => throw new KeyNotFoundException($"{Name} has no node '{name}'{Nearest.Hint(name, directory.Names)}"),
                1 => throw new KeyNotFoundException($"{NodeNaming.Describe(nodes[0])} was added with a class of its own: use that object."),
                _ => throw new KeyNotFoundException($"{Name} has {nodes.Count} nodes '{name}': {string.Join(", ", nodes.Select(directory.NameOf))}."),
            };
        }
    }

    /// <inheritdoc/>
    protected override DynamicResult CreateResult(RunOutputs outputs) => new(this, outputs);

    /// <summary>The same workflow with other classes, by node id.</summary>
    internal DynamicWorkflow With(Func<string, NodeSchema?> classOf)
    {
        IEnumerable<(string, string)> badLinks =
            from node in Nodes
            from input in node.HeldInputs()
            where input.Value.Token is { IsBadLink: true }
            select (node.Id, input.Key);
        return new DynamicWorkflow(new WorkflowTemplate(Encoding.UTF8.GetBytes(ToJson()), [.. badLinks]), Name, classOf);
    }
}
