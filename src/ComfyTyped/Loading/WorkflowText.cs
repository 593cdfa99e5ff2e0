using System.Text;
using ComfyTyped.CompilerServices;
using ComfyTyped.Core;
using ComfyTyped.Core.Json;
using ComfyTyped.Core.Workflows;

namespace ComfyTyped;

/// <summary>Reads a workflow file at run time by the reader that the compiler has, so that what compiles loads and what is refused is refused in the same words.</summary>
internal static class WorkflowText
{
    /// <param name="text">The text of the file.</param>
    /// <param name="file">Its path, or null when there is none.</param>
    /// <exception cref="WorkflowFormatException">It holds no workflow, or none that can be read.</exception>
    public static WorkflowTemplate Read(string text, string? file) => WorkflowReader.Read(text, CancellationToken.None) switch
    {
        WorkflowFile workflow => new WorkflowTemplate(Encoding.UTF8.GetBytes(workflow.Prompt), [.. workflow.Graph.BadLinks]),
        UnreadableFile unreadable => throw Refuse(text, file, [.. unreadable.Errors]),
        OtherFile { Error: { } error } => throw Refuse(text, file, [error]),
        EditorFile => throw new WorkflowFormatException(EditorFile.Refusal, file),
        _ => throw new WorkflowFormatException(OtherFile.Refusal, file),
    };

    /// <summary>The exception has the place of the first fault, and its message all of them.</summary>
    private static WorkflowFormatException Refuse(string text, string? file, JsonError[] errors)
    {
        IEnumerable<string> others = errors.Skip(1).Select(error => new WorkflowFormatException(error.Message, file, PlaceOf(text, error.Span)).Message);
        return new WorkflowFormatException(string.Join(Environment.NewLine, [errors[0].Message, .. others]), file, PlaceOf(text, errors[0].Span));
    }

    /// <summary>The line and column, from 1, of a place.</summary>
    private static (int Line, int Column) PlaceOf(string text, SourceSpan span)
    {
        int line = 1;
        int start = 0;
        for (int i = 0; i < span.Start; i++)
        {
            bool endsLine = text[i] == '\n' || (text[i] == '\r' && text.ElementAtOrDefault(i + 1) != '\n');
            if (endsLine)
                (line, start) = (line + 1, i + 1);
        }
        return (line, span.Start - start + 1);
    }
}
