using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.CodeFixes;

/// <summary>Makes fixes that change a piece of a file's text.</summary>
internal static class TextFix
{
    /// <summary>A fix of a C# file.</summary>
    public static CodeAction Of(Document document, string title, TextChange change) => CodeAction.Create(
        title,
        async cancellationToken => document.WithText((await document.GetTextAsync(cancellationToken).ConfigureAwait(false)).WithChanges(change)),
        equivalenceKey: title);

    /// <summary>A fix of a file that is not C#.</summary>
    public static CodeAction Of(TextDocument document, string title, TextChange change) => CodeAction.Create(
        title,
        async cancellationToken => document.Project.Solution.WithAdditionalDocumentText(
            document.Id,
            (await document.GetTextAsync(cancellationToken).ConfigureAwait(false)).WithChanges(change)),
        equivalenceKey: title);
}
