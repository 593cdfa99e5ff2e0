using ComfyTyped.Compiler.Pipeline;
using ComfyTyped.Core.Workflows;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Tests.Workflows;

/// <summary>Graphs for tests.</summary>
internal static class Graphs
{
    public static WorkflowGraph Parse(string prompt) =>
        Assert.IsType<WorkflowFile>(WorkflowFileParser.Parse(SourceText.From(prompt), TestContext.Current.CancellationToken)).Graph;

    /// <summary>
    /// A graph from lines such as <c>3 KSampler model=@1.0 steps=20 "My sampler"</c>: id, class, inputs that are links (@id.slot) or
    /// JSON literals without spaces, and a title.
    /// </summary>
    public static WorkflowGraph Of(params string[] lines) => Parse("{" + string.Join(",", lines.Select(Node)) + "}");

    private static string Node(string line)
    {
        string title = line.Contains(" \"", StringComparison.Ordinal) ? line[(line.IndexOf(" \"", StringComparison.Ordinal) + 1)..] : "";
        string[] words = line[..(line.Length - title.Length)].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> inputs = words.Skip(2).Select(word => word.Split('=', 2)).Select(pair => $"\"{pair[0]}\":{Value(pair[1])}");
        string meta = title.Length > 0 ? $",\"_meta\":{{\"title\":{title}}}" : "";
        return $"\"{words[0]}\":{{\"class_type\":\"{words[1]}\",\"inputs\":{{{string.Join(",", inputs)}}}{meta}}}";
    }

    private static string Value(string text) =>
        text.StartsWith('@') ? $"[\"{text[1..text.IndexOf('.', StringComparison.Ordinal)]}\",{text[(text.IndexOf('.', StringComparison.Ordinal) + 1)..]}]" : text;
}
