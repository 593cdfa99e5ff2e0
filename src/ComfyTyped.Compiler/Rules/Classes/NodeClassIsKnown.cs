using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Core.Json;

namespace ComfyTyped.Compiler.Rules;

/// <summary>With a whole catalog of the server in the project, a class that no catalog has is not on the server.</summary>
internal sealed class NodeClassIsKnown() : WorkflowRule(RuleDescriptors.UnknownNodeClass)
{
    public override IEnumerable<Finding> Check(RuleContext context) => context.Classes.HasWholeCatalog
        ? context.Nodes
            .Where(node => node.Declaration is null)
            .Select(node => Report(node, context.Classes))
        : Enumerable.Empty<Finding>();

    private Finding Report(CheckedNode node, ProjectNodes classes)
    {
        string? nearest = classes.FindNearest(node.ClassType);
        return Report(node.Node.ClassTypeSpan, node.ClassType, nearest is null ? "" : Hint(nearest, classes)) with
        {
            Replacement = nearest is null ? null : JsonText.Quote(nearest),
        };
    }

    private static string Hint(string nearest, ProjectNodes classes)
    {
        string? pack = classes.Find(nearest)?.Pack;
        return pack?.StartsWith("custom_nodes.", StringComparison.Ordinal) == true
            ? $"; did you mean '{nearest}' of {pack.Substring("custom_nodes.".Length)}?"
            : $"; did you mean '{nearest}'?";
    }
}
