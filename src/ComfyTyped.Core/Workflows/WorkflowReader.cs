using System.Collections.Immutable;
using ComfyTyped.Core.Json;

namespace ComfyTyped.Core.Workflows;

/// <summary>Tells what a JSON file is and reads the workflow in it: for the compiler, and for programs that load one.</summary>
internal static class WorkflowReader
{
    public static ParsedFile Read(string text, CancellationToken cancellationToken)
    {
        JsonSource source = JsonSource.Of(text);
        return Read(source, JsonReader.Read(source, cancellationToken), cancellationToken);
    }

    /// <param name="source">The text.</param>
    /// <param name="reading">What it says.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static ParsedFile Read(JsonSource source, JsonReading reading, CancellationToken cancellationToken)
    {
        if (reading.Error is { } error)
            return MeansToBeWorkflow(source.Text) ? Unreadable(error) : new OtherFile(error);

        // Some editor files carry a prompt among their extras, from whenever it was last run; the file itself is what its author edits.
        if (EditorWorkflowFinder.IsWorkflow(reading.Root!))
            return new EditorFile((JsonObject)reading.Root!);

        ImmutableArray<FoundPrompt> prompts = PromptFinder.Find(reading.Root!, cancellationToken);
        if (prompts.Length > 1)
            return Unreadable(SeveralPrompts(prompts));
        if (prompts.Length == 1)
            return ReadPrompt(prompts[0].Prompt, cancellationToken);
        return EditorWorkflowFinder.FindWrapped(reading.Root!) is { } workflow ? new EditorFile(workflow) : new OtherFile();
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
            $"The file holds {prompts.Length} prompts ({places}{more}), and a workflow is one. Save each in a file of its own.",
            new SourceSpan(prompts[1].Prompt.Span.Start, 1));
    }

    private static UnreadableFile Unreadable(JsonError error) => new(ImmutableArray.Create(error));
}
