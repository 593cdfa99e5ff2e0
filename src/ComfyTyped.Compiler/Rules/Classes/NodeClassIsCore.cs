using ComfyTyped.Compiler.Diagnostics;

namespace ComfyTyped.Compiler.Rules;

/// <summary>Without a catalog of the server in the project, only the core nodes are known.</summary>
internal sealed class NodeClassIsCore() : WorkflowRule(RuleDescriptors.UncheckedNodeClass)
{
    public override IEnumerable<Finding> Check(RuleContext context) => context.Classes.HasCatalog
        ? Enumerable.Empty<Finding>()
        : context.Nodes
            .Where(node => node.Declaration is null)
            .Select(node => Report(
                node.Node.ClassTypeSpan, node.ClassType, Hint(context.Classes.FindNearest(node.ClassType))));

    private static string Hint(string? nearest) => nearest is null ? "" : $"; did you mean '{nearest}'?";
}
