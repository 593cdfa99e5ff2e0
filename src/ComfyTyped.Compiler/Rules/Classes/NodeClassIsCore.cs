using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Core.Json;

namespace ComfyTyped.Compiler.Rules;

/// <summary>Without a whole catalog of the server in the project, only the core nodes and those of trimmed catalogs are known.</summary>
internal sealed class NodeClassIsCore() : WorkflowRule(RuleDescriptors.UncheckedNodeClass)
{
    public override IEnumerable<Finding> Check(RuleContext context) => context.Classes.HasWholeCatalog
        ? Enumerable.Empty<Finding>()
        : context.Nodes
            .Where(node => node.Declaration is null)
            .Select(node => Report(node, context.Classes.FindNearest(node.ClassType)));

    private Finding Report(CheckedNode node, string? nearest) =>
        Report(node.Node.ClassTypeSpan, node.ClassType, nearest is null ? "" : $"; did you mean '{nearest}'?") with
        {
            Replacement = nearest is null ? null : JsonText.Quote(nearest),
        };
}
