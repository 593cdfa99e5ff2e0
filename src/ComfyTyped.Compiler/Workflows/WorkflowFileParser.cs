using System.Collections.Immutable;
using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Json;
using Microsoft.CodeAnalysis.Text;

namespace ComfyTyped.Compiler.Workflows;

/// <summary>Tells what a JSON file is and reads the workflow in it.</summary>
internal static class WorkflowFileParser
{
    public static ParsedFile Parse(SourceText text, CancellationToken cancellationToken)
    {
        // Catalogs have megabytes; they are indexed without being read.
        if (CatalogIndexer.LooksLikeCatalog(text))
            return new CatalogFile(CatalogIndexer.Index(text, cancellationToken));

        JsonSource source = JsonSource.Of(text);
        JsonReading reading = JsonReader.Read(source, cancellationToken);
        if (reading.Error is { } error)
            return MeansToBeWorkflow(source.Text) ? Unreadable(error) : new OtherFile();

        // Some editor files carry a prompt among their extras, from whenever it was last run; the file itself is what its author edits.
        if (EditorWorkflowFinder.IsWorkflow(reading.Root!))
            return new EditorFile((JsonObject)reading.Root!);

        ImmutableArray<FoundPrompt> prompts = PromptFinder.Find(reading.Root!, cancellationToken);
        if (prompts.Length > 1)
            return Unreadable(SeveralPrompts(prompts));
        if (prompts.Length == 1)
            return ReadPrompt(prompts[0].Prompt, cancellationToken);
        if (EditorWorkflowFinder.FindWrapped(reading.Root!) is { } workflow)
            return new EditorFile(workflow);
        return CatalogIndexer.IndexWrapped(text, reading.Root!) is { } index ? new CatalogFile(index) : new OtherFile();
    }

    private static ParsedFile ReadPrompt(JsonObject prompt, CancellationToken cancellationToken)
    {
        ImmutableArray<JsonError>.Builder errors = ImmutableArray.CreateBuilder<JsonError>();
        WorkflowGraph graph = GraphReader.Read(prompt, errors, cancellationToken);
        return errors.Count > 0
            ? new UnreadableFile(errors.ToImmutable())
            : new WorkflowFile(graph, PromptWriter.Write(graph, cancellationToken));
    }

    private static bool MeansToBeWorkflow(string text) =>
        text.IndexOf("\"class_type\"", StringComparison.Ordinal) >= 0;

    private static JsonError SeveralPrompts(ImmutableArray<FoundPrompt> prompts)
    {
        const int Shown = 3;
        string places = string.Join(", ", prompts.Take(Shown).Select(prompt => prompt.Path));
        string more = prompts.Length > Shown ? ", ..." : "";
        return new JsonError(
            $"The file holds {prompts.Length} prompts ({places}{more}), and a class is made from one. Save each in a file of its own.",
            new TextSpan(prompts[1].Prompt.Span.Start, 1));
    }

    private static UnreadableFile Unreadable(JsonError error) => new(ImmutableArray.Create(error));
}
