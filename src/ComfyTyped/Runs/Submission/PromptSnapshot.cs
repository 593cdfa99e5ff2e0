using System.Buffers;
using System.Text.Json;

namespace ComfyTyped.Runs;

/// <summary>A workflow as it was when a run was asked for: the prompt with its seeds drawn, to be sent to any server, and as often as need be.</summary>
internal sealed class PromptSnapshot
{
    private readonly ArrayBufferWriter<byte> _utf8 = new();

    public PromptSnapshot(ComfyWorkflow workflow)
    {
        Workflow = workflow;
        using var writer = new Utf8JsonWriter(_utf8, PromptRequest.Options);
        Notes = workflow.WritePrompt(writer);
    }

    /// <summary>Gets the workflow: where events find their nodes. What its inputs hold by now does not matter.</summary>
    public ComfyWorkflow Workflow { get; }

    /// <summary>Gets its seeds, and the files that each server is to get.</summary>
    public PromptNotes Notes { get; }

    public PromptNotes WritePrompt(Utf8JsonWriter writer)
    {
        writer.WriteRawValue(_utf8.WrittenSpan, skipInputValidation: true);
        return Notes;
    }
}
