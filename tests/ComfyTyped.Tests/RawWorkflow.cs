using System.Text;
using System.Text.Json;
using ComfyTyped.CompilerServices;

namespace ComfyTyped.Tests;

/// <summary>A workflow of any prompt, without a compiler: every node is an output node that makes anything.</summary>
internal sealed class RawWorkflow : ComfyWorkflow<RawResult>
{
    public RawWorkflow(string prompt)
        : this(new WorkflowTemplate(Encoding.UTF8.GetBytes(prompt)))
    {
    }

    private RawWorkflow(WorkflowTemplate template)
        : base(template)
    {
        for (int i = 0; i < template.Nodes.Length; i++)
        {
            NodeTemplate node = template.Nodes[i];
            string classType = ReadClassType(node);
            string name = template.Nodes.Count(other => ReadClassType(other) == classType) == 1 ? classType : $"{classType}{node.Id}";
            Attach(new RawNode(SchemaOf(classType, node)), i, name);
        }
    }

    public RawNode this[string id] => (RawNode)FindNode(id)!;

    protected override RawResult CreateResult(RunOutputs outputs) => new(this, outputs);

    private static NodeSchema SchemaOf(string classType, NodeTemplate node) => new(
        classType,
        [.. node.Inputs.Select(input => new InputSchema(input.Name, PropertyOf(input.Name)) { IsSeed = input.Name is "seed" or "noise_seed" })]);

    private static string PropertyOf(string name) =>
        string.Concat(name.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static string ReadClassType(NodeTemplate node)
    {
        using var json = JsonDocument.Parse(node.Utf8.ToArray());
        return json.RootElement.TryGetProperty("class_type", out JsonElement classType) ? classType.GetString()! : "";
    }
}

internal sealed class RawNode(NodeSchema schema) : OutputNode<AnyOutput>(schema);

internal sealed class RawResult(RawWorkflow workflow, RunOutputs outputs) : ComfyResult(outputs)
{
    private readonly RunOutputs _outputs = outputs;

    public AnyOutput this[string id] => _outputs.Get(workflow[id]);

    public TOutput Get<TOutput>(OutputNode<TOutput> node)
        where TOutput : NodeOutput, INodeOutput<TOutput> => _outputs.Get(node);
}
