using System.Text.RegularExpressions;
using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Emit;

/// <content>The prompt of the file, as a raw UTF-8 literal.</content>
internal static partial class WorkflowWriter
{
    private static void WriteTemplate(CodeWriter code, WorkflowModel model)
    {
        string json = CSharpLiteral.RawJson(model.Prompt);
        string quotes = new('"', Math.Max(3, LongestRunOfQuotes(json) + 1));
        code.Line($"private static readonly global::ComfyTyped.CompilerServices.WorkflowTemplate template = new({quotes}");
        code.Lines("    " + json.Replace("\n", "\n    "));
        code.Line($"    {quotes}u8);");
    }

    private static int LongestRunOfQuotes(string json)
    {
        int longest = 0;
        foreach (Match run in Regex.Matches(json, "\"+"))
            longest = Math.Max(longest, run.Length);
        return longest;
    }
}
