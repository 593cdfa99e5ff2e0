using ComfyTyped.Compiler.Diagnostics;

namespace ComfyTyped.Compiler.Rules;

/// <summary>An id names one node: of two, every JSON reader keeps the last.</summary>
internal sealed class NodeIdIsUnique() : WorkflowRule(RuleDescriptors.RepeatedNodeId)
{
    public override IEnumerable<Finding> Check(RuleContext context) => context.RepeatedIds
        .Where(id => context.Find(id.Unescape()) is not null)
        .Select(id => Report(id.Span, id.Unescape()));
}
