using ComfyTyped.Compiler.Models;
using ComfyTyped.Core;
using ComfyTyped.Core.Json;
using ComfyTyped.Core.Workflows;

namespace ComfyTyped.Compiler.Rules;

/// <summary>An input that is a link.</summary>
/// <param name="Node">The node that has it.</param>
/// <param name="Input">The input.</param>
/// <param name="Value">The link.</param>
/// <param name="Spec">What is declared of the input; null when nothing is.</param>
internal sealed record LinkInput(CheckedNode Node, WorkflowInput Input, LinkValue Value, InputSpec? Spec)
{
    /// <summary>The input with its class, for messages: <c>KSampler.model</c>.</summary>
    public string Name => $"{Node.ClassType}.{Input.Name}";

    /// <summary>The place of the id in the link.</summary>
    public SourceSpan IdSpan => Source.Items[0].Span;

    /// <summary>The place of the slot number in the link.</summary>
    public SourceSpan SlotSpan => Source.Items[1].Span;

    /// <summary>The slot number as written.</summary>
    public string SlotToken => ((JsonNumber)Source.Items[1]).Token.ToString();

    private JsonArray Source => (JsonArray)((JsonObject)((JsonObject)Node.Node.Source.Value).Find("inputs")!).Find(Input.Name)!;
}
