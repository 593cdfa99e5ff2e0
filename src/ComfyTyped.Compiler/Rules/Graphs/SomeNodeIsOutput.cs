using ComfyTyped.Compiler.Diagnostics;

namespace ComfyTyped.Compiler.Rules;

/// <summary>A prompt has a node that the server runs for its own sake.</summary>
internal sealed class SomeNodeIsOutput() : WorkflowRule(RuleDescriptors.NoOutputNode)
{
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        if (!context.HasOutput && !context.Nodes.IsEmpty)
            yield return Report(context.Nodes[context.Nodes.Length - 1].Node.IdSpan);
    }
}
