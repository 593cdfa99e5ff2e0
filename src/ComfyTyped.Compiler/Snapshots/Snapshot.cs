using ComfyTyped.Compiler.Models;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Snapshots;

/// <summary>A committed snapshot: what the class of a workflow file offered when it was written.</summary>
/// <param name="Path">The file.</param>
/// <param name="Lines">Its lines that tell a fact; the order does not matter.</param>
internal sealed record Snapshot(string Path, EquatableArray<SnapshotLine> Lines)
{
    public const string Extension = ".api.txt";

    /// <summary>The snapshot of a workflow file: beside it, with the same name.</summary>
    public static string PathFor(string workflowPath) => workflowPath.Substring(0, workflowPath.LastIndexOf('.')) + Extension;

    public static Snapshot Parse(string path, SourceText text)
    {
        var lines = new List<SnapshotLine>();
        foreach (TextLine line in text.Lines)
        {
            string content = line.ToString().Trim();
            int separator = content.IndexOf(ApiFact.Separator, StringComparison.Ordinal);
            if (separator <= 0 || content[0] == '#')
                continue;
            string type = ApiFacts.WithoutFileList(content.Substring(separator + ApiFact.Separator.Length).Trim());
            lines.Add(new SnapshotLine(content.Substring(0, separator), type, line.Span, text.Lines.GetLinePositionSpan(line.Span)));
        }

        return new Snapshot(path, lines.ToEquatableArray());
    }
}

/// <summary>A fact as it was.</summary>
/// <param name="Name">The path from the workflow class.</param>
/// <param name="Type">Its C# type.</param>
/// <param name="Span">The place of the line.</param>
/// <param name="Position">The same in lines and columns.</param>
internal sealed record SnapshotLine(string Name, string Type, TextSpan Span, LinePositionSpan Position);
