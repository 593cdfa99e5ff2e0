using ComfyTyped.Compiler.Diagnostics;

namespace ComfyTyped.Compiler.Rules;

/// <summary>A link names a node of the same file.</summary>
internal sealed class LinkedNodeIsThere() : LinkRule(RuleDescriptors.LinkToMissingNode)
{
    protected override Finding? Check(LinkInput link, CheckedNode? source) =>
        source is null ? Report(link.IdSpan, link.Name, link.Value.NodeId) : null;
}
