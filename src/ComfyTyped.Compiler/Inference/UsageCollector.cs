using ComfyTyped.Compiler.Models;
using ComfyTyped.Core.Json;
using ComfyTyped.Core.Workflows;

namespace ComfyTyped.Compiler.Inference;

/// <summary>Collects what a workflow shows of the classes of its nodes.</summary>
internal static class UsageCollector
{
    /// <summary>No node has so many outputs; a larger slot is a mistake, not an output to generate.</summary>
    private const int MaxSlot = 255;

    /// <summary>The usages in ordinal order of the classes.</summary>
    public static EquatableArray<ClassUsage> Collect(WorkflowGraph graph, CancellationToken cancellationToken)
    {
        var classes = new SortedDictionary<string, UsageMerger>(StringComparer.Ordinal);
        var nodes = new Dictionary<string, WorkflowNode>(StringComparer.Ordinal);
        var feeding = new HashSet<string>(StringComparer.Ordinal);
        foreach (WorkflowNode node in graph.Nodes)
        {
            nodes[node.Id] = node;
            if (!classes.ContainsKey(node.ClassType))
                classes.Add(node.ClassType, new UsageMerger(node.ClassType));
        }

        foreach (WorkflowNode node in graph.Nodes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (WorkflowInput input in node.Inputs)
            {
                OutputPort? source = null;
                if (input.Value is LinkValue link && nodes.TryGetValue(link.NodeId, out WorkflowNode? feeder))
                {
                    feeding.Add(feeder.Id);
                    if (link.Slot is >= 0 and <= MaxSlot)
                    {
                        source = new OutputPort(feeder.ClassType, link.Slot);
                        classes[feeder.ClassType].AddTarget(link.Slot, new InputPort(node.ClassType, input.Name));
                    }
                }

                classes[node.ClassType].AddInput(input.Name, KindOf(input.Value), source);
            }
        }

        foreach (WorkflowNode node in graph.Nodes)
            classes[node.ClassType].FeedsNothing |= !feeding.Contains(node.Id);
        return classes.Values.Select(merger => merger.ToUsage()).ToEquatableArray();
    }

    private static ValueKinds KindOf(WorkflowValue value) => value is not LiteralValue { Literal: var literal }
        ? ValueKinds.Link
        : literal switch
        {
            JsonNumber number => IsInteger(number.Token.Span) ? ValueKinds.Integer : ValueKinds.Float,
            JsonString => ValueKinds.String,
            JsonBoolean => ValueKinds.Boolean,
            JsonObject => ValueKinds.Object,
            JsonArray => ValueKinds.Array,
            _ => ValueKinds.Null,
        };

    private static bool IsInteger(ReadOnlySpan<char> token)
    {
        foreach (char c in token)
        {
            if (c is not ('-' or (>= '0' and <= '9')))
                return false;
        }

        return true;
    }
}
