using System.Text.RegularExpressions;
using ComfyTyped.Compiler.Diagnostics;

namespace ComfyTyped.Compiler.Rules;

/// <summary>An absolute path is true of one machine.</summary>
internal sealed class PathIsRelative() : WorkflowRule(RuleDescriptors.AbsolutePath)
{
    private static readonly Regex Absolute = new(
        @"^(/[\w.@+-]+(/[\w.@+ ()-]*)+|[A-Za-z]:[\\/][^\r\n]*|\\\\[\w.-]+\\[^\r\n]*)$", RegexOptions.CultureInvariant);

    public override IEnumerable<Finding> Check(RuleContext context) => TextLiterals.Of(context)
        .Where(text => Absolute.IsMatch(text.Literal.Unescape()))
        .Select(text => Report(text.Literal.Span, $"{text.Node.ClassType}.{text.Input.Name}"));
}
