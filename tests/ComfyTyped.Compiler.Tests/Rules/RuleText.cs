using System.Globalization;
using ComfyTyped.Compiler.Diagnostics;
using ComfyTyped.Compiler.Rules;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Tests.Rules;

/// <summary>Checks what a rule says of a workflow in which guillemets mark the places where it should speak.</summary>
internal static class RuleText
{
    /// <summary>The nodes that make any node's picture an output.</summary>
    public const string Save = """ "9": { "class_type": "SaveImage", "inputs": { "images": ["1", 0], "filename_prefix": "x" } } """;

    /// <summary>A rule speaks at each mark, over its whole length, and nowhere else; returns what it says first.</summary>
    public static string? Verify(string id, string markedWorkflow, params string[] catalogs)
    {
        (string text, string[] expected) = Unmark(markedWorkflow.ReplaceLineEndings("\n"));
        SourceText source = SourceText.From(text);
        Finding[] findings = [.. RuleRun.Check(source, [.. catalogs.Select(catalog => SourceText.From(catalog))]).Where(finding => finding.Descriptor.Id == id)];
        Assert.Equal(expected, findings.OrderBy(finding => finding.Span.Start).ThenBy(finding => finding.Span.Length).Select(finding => Place(source, finding.Span.ToTextSpan())));
        return findings.Length == 0 ? null : RuleRun.Message(findings[0]);
    }

    private static (string Text, string[] Places) Unmark(string marked)
    {
        string text = marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);
        SourceText source = SourceText.From(text);
        var places = new List<string>();
        for (int open = marked.IndexOf('«', StringComparison.Ordinal); open >= 0; open = marked.IndexOf('«', open + 1))
        {
            int close = marked.IndexOf('»', open);
            places.Add(Place(source, new TextSpan(open - (2 * places.Count), close - open - 1)));
        }

        return (text, [.. places]);
    }

    private static string Place(SourceText text, TextSpan span)
    {
        LinePosition start = text.Lines.GetLinePosition(span.Start);
        return string.Create(CultureInfo.InvariantCulture, $"line {start.Line + 1}, column {start.Character + 1}, length {span.Length}");
    }
}
