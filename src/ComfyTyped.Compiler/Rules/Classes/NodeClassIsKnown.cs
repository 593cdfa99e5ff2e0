using ComfyTyped.Compiler.Diagnostics;

namespace ComfyTyped.Compiler.Rules;

/// <summary>With a catalog of the server in the project, a class that no catalog has is not on the server.</summary>
internal sealed class NodeClassIsKnown() : WorkflowRule(RuleDescriptors.UnknownNodeClass)
{
    public override IEnumerable<Finding> Check(RuleContext context) => context.Classes.HasCatalog
        ? context.Nodes
            .Where(node => node.Declaration is null)
            .Select(node => Report(node.Node.ClassTypeSpan, node.ClassType, Hint(node.ClassType, context.Classes)))
        : Enumerable.Empty<Finding>();

    private static string Hint(string classType, ProjectNodes classes)
    {
        if (classes.FindNearest(classType) is not { } nearest)
            return "";
        string? pack = classes.Find(nearest)?.Pack;
        return pack?.StartsWith("custom_nodes.", StringComparison.Ordinal) == true
            ? $"; did you mean '{nearest}' of {pack.Substring("custom_nodes.".Length)}?"
            : $"; did you mean '{nearest}'?";
    }
}
