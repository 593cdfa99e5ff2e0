using ComfyTyped.CompilerServices;

namespace ComfyTyped.Validation;

/// <summary>What is wrong with the links into one node.</summary>
internal static class LinkRules
{
    public static void Check(WorkflowGraph graph, CheckedNode node, ProblemList problems)
    {
        foreach (GraphLink link in graph.LinksOf(node))
        {
            if (link.Source is null)
                problems.Add(ValidationProblemKind.LinkToMissingNode, node, link.Input, $"it is linked to {link.SourceName}, which is not in the workflow");
            else if (link.Source.Schema.IsKnown)
                CheckOutput(node, link, link.Source.Schema, problems);
        }
    }

    private static void CheckOutput(CheckedNode node, GraphLink link, NodeSchema source, ProblemList problems)
    {
        int count = source.Outputs.Count;

        // Python counts a negative slot from the end.
        int slot = link.Slot < 0 ? link.Slot + count : link.Slot;
        if (slot < 0 || slot >= count)
        {
            problems.Add(
                ValidationProblemKind.SlotOutOfRange, node, link.Input, $"it is linked to slot {link.Slot} of {link.Source}, which has {count} outputs");
        }
        else if (node.Schema.IsKnown && !LinkTypes.AreCompatible(source.Outputs[slot], link.Input.Type))
        {
            problems.Add(
                ValidationProblemKind.LinkTypeMismatch,
                node,
                link.Input,
                $"it takes {link.Input.Type} and is linked to {link.Source}[{link.Slot}], which gives {source.Outputs[slot]}");
        }
    }
}
