using ComfyTyped.CompilerServices;
using ComfyTyped.Core.Workflows;

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
        if (LinkValue.SlotOf(link.Slot, count) is not { } slot)
        {
            string named = link.Slot == LinkValue.NoSlot ? "something that is no slot" : $"slot {link.Slot}";
            problems.Add(ValidationProblemKind.SlotOutOfRange, node, link.Input, $"it is linked to {named} of {link.Source}, which has {count} outputs");
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
