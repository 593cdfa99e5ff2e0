using System.Collections.Immutable;
using ComfyTyped.Compiler.Inference;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Core.Json;
using ComfyTyped.Core.Workflows;

namespace ComfyTyped.Compiler.Naming;

/// <summary>Makes the model of a workflow: what is written as a class, without positions.</summary>
internal static class WorkflowModelBuilder
{
    /// <param name="file">The workflow.</param>
    /// <param name="table">The classes in use.</param>
    /// <param name="fileName">The file's name without its folder.</param>
    /// <param name="reserved">Names that no property may have: those of other members of the generated class, and its own.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static WorkflowModel Build(
        WorkflowFile file,
        ClassTable table,
        string fileName,
        IReadOnlyCollection<string> reserved,
        CancellationToken cancellationToken)
    {
        ImmutableArray<string> names = NodeNamer.Name(file.Graph, table, reserved);
        GraphLinks links = GraphLinks.Of(file.Graph);
        ImmutableArray<NodeModel>.Builder nodes = ImmutableArray.CreateBuilder<NodeModel>(names.Length);
        for (int i = 0; i < names.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            WorkflowNode node = file.Graph.Nodes[i];
            nodes.Add(new NodeModel(
                node.Id,
                node.ClassType,
                names[i],
                node.Title,
                IsOutput(table.Find(node.ClassType), feedsNothing: links.Consumers[i].Count == 0),
                Literals(node)));
        }

        return new WorkflowModel(fileName, file.Prompt, nodes.MoveToImmutable(), NodeGroups.Find(file.Graph, table, names, reserved));
    }

    // No catalog tells of an unknown class whether the server runs it for its own sake; a node that feeds no other would be useless otherwise.
    private static bool IsOutput(NodeClass? node, bool feedsNothing) => node is { IsOutput: true } && (node.IsKnown || feedsNothing);

    private static EquatableArray<InputLiteral> Literals(WorkflowNode node) => node.Inputs
        .Where(input => input.Value is LiteralValue)
        .Select(input => new InputLiteral(input.Name, JsonMinifier.Minify(((LiteralValue)input.Value).Literal)))
        .ToEquatableArray();
}
