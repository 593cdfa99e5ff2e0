using System.Text.RegularExpressions;
using ComfyTyped.Compiler.Diagnostics;

namespace ComfyTyped.Compiler.Rules;

/// <summary>A key or a password does not belong into a file that is compiled into a program.</summary>
internal sealed class ValueIsNoSecret() : WorkflowRule(RuleDescriptors.SecretValue)
{
    private static readonly Regex KnownKey = new(
        @"^\s*(Bearer\s+)?(sk-[\w-]{20,}|hf_\w{20,}|gh[pousr]_\w{30,}|github_pat_\w{30,}|AKIA[0-9A-Z]{16}|xox[abp]-[\w-]{20,}|AIza[\w-]{35}|r8_\w{30,}|comfyui-[0-9a-f]{40,})\s*$",
        RegexOptions.CultureInvariant);

    private static readonly Regex SecretName = new(
        @"(api_?key|secret(_?key)?|password|(access|auth)_?token)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Regex RandomLooking = new(@"^(?=.*\d)(?=.*[A-Za-z])[\w+/=.-]{16,}$", RegexOptions.CultureInvariant);

    public override IEnumerable<Finding> Check(RuleContext context) => TextLiterals.Of(context)
        .Where(text => IsSecret(text.Input.Name, text.Literal.Unescape()))
        .Select(text => Report(text.Literal.Span, $"{text.Node.ClassType}.{text.Input.Name}"));

    private static bool IsSecret(string name, string value) =>
        KnownKey.IsMatch(value) || (SecretName.IsMatch(name) && RandomLooking.IsMatch(value));
}
