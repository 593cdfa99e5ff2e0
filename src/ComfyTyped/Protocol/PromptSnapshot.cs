using System.Buffers;
using System.Text.Json;

namespace ComfyTyped.Protocol;

/// <summary>A workflow as it was when a run was asked for: the prompt with its seeds drawn, to be sent to any server, and as often as need be.</summary>
internal sealed class PromptSnapshot
{
    private readonly ArrayBufferWriter<byte> _utf8 = new();

    public PromptSnapshot(ComfyWorkflow workflow)
    {
        Workflow = workflow;
        using var writer = new Utf8JsonWriter(_utf8, PromptRequest.Options);
        Seeds = workflow.WritePrompt(writer);
    }

    /// <summary>Gets the workflow: where events find their nodes. What its inputs hold by now does not matter.</summary>
    public ComfyWorkflow Workflow { get; }

    public IReadOnlyList<UsedSeed> Seeds { get; }

    public IReadOnlyList<UsedSeed> WritePrompt(Utf8JsonWriter writer)
    {
        writer.WriteRawValue(_utf8.WrittenSpan, skipInputValidation: true);
        return Seeds;
    }
}
