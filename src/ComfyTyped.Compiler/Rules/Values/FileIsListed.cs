using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Core.Json;
using ComfyTyped.Core.Rules;

namespace ComfyTyped.Compiler.Rules;

/// <summary>A file that the server shall read was there when the catalog was saved; a list without entries says nothing.</summary>
internal sealed class FileIsListed() : LiteralRule(RuleDescriptors.FileNotListed)
{
    protected override Finding? Check(LiteralInput input) =>
        input.Spec is { Kind: InputKind.File, TakesOtherFiles: true, Options.Count: > 0 }
        && input.Literal is JsonString
        && !input.Node.IsBuiltIn
        && !input.Spec.Options.Any(option => OptionToken.Is(input.Literal, option))
            ? Report(input.Span, input.Shown, input.Name)
            : null;
}
