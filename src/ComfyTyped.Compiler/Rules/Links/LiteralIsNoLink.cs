using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Compiler.NodeTypes;
using ComfyTyped.Core.Json;

namespace ComfyTyped.Compiler.Rules;

/// <summary>
/// An input of models, pictures and the like is linked: the server does not look at the type of a literal there, and the node fails when it runs.
/// Types of custom nodes are left alone, for their widgets may write any literal.
/// </summary>
internal sealed class LiteralIsNoLink() : LiteralRule(RuleDescriptors.LiteralForLink)
{
    protected override Finding? Check(LiteralInput input) =>
        input.Spec.Kind == InputKind.Socket
        && !input.IsBadLink
        && TypeName.Members(input.Spec.Type).All(RuntimeMarkers.IsLinkOnly)
        && (input.Spec.IsRequired || input.Literal is not JsonNull)
            ? Report(input.Span, input.Name, input.Spec.Type, input.Shown)
            : null;
}
