using System.Text.RegularExpressions;
using ComfyTyped.Core.Json;

namespace ComfyTyped.Compiler.Rules;

/// <summary>Recognises values that stand for another that somebody fills in later: <c>{{seed}}</c>, <c>%prompt%</c>, <c>${width}</c>.</summary>
internal static class Placeholder
{
    private static readonly Regex Whole = new(
        @"^\s*(%[\w.:|-]+%|\$\w+|<[\w .-]+>|__\w+__|\[\[.+\]\]|\{[\w .:|-]+\}|@\w+@?)\s*$|\{\{.*\}\}|\$\{.*\}|\{%.*%\}",
        RegexOptions.CultureInvariant | RegexOptions.Singleline);

    public static bool Is(JsonNode literal) => literal is JsonString text && Whole.IsMatch(text.Unescape());
}
