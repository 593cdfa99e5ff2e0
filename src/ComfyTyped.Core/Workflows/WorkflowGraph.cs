using System.Collections.Immutable;
using ComfyTyped.Core.Json;

namespace ComfyTyped.Core.Workflows;

/// <summary>The nodes of a workflow file, with their places in it.</summary>
/// <param name="Nodes">The nodes in the order of the file; no two have the same id.</param>
/// <param name="RepeatedIds">The ids, as written, of nodes that took the place of one of their id.</param>
internal sealed record WorkflowGraph(ImmutableArray<WorkflowNode> Nodes, ImmutableArray<JsonString> RepeatedIds)
{
    /// <summary>The inputs, by node id and name, that hold an array which is no link: a server refuses it, and <see cref="PromptWriter"/> wraps it.</summary>
    public IEnumerable<(string NodeId, string Input)> BadLinks =>
        from node in Nodes
        from input in node.Inputs
        where input.Value is LiteralValue { Literal: JsonArray }
        select (node.Id, input.Name);
}

/// <summary>A node of a workflow file.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IdSpan">The place of the id.</param>
/// <param name="ClassType">Its class.</param>
/// <param name="ClassTypeSpan">The place of the class.</param>
/// <param name="Title">Its <c>_meta.title</c>, or null.</param>
/// <param name="TitleSpan">The place of the title.</param>
/// <param name="Inputs">Its inputs in the order of the file; no two have the same name.</param>
/// <param name="Source">The whole node as it was read.</param>
internal sealed record WorkflowNode(
    string Id,
    SourceSpan IdSpan,
    string ClassType,
    SourceSpan ClassTypeSpan,
    string? Title,
    SourceSpan? TitleSpan,
    ImmutableArray<WorkflowInput> Inputs,
    JsonMember Source);

/// <summary>An input of a node of a workflow file.</summary>
/// <param name="Name">Its wire name.</param>
/// <param name="NameSpan">The place of the name.</param>
/// <param name="Value">Its value.</param>
internal sealed record WorkflowInput(string Name, SourceSpan NameSpan, WorkflowValue Value);

/// <summary>What an input holds: a link or a literal.</summary>
/// <param name="Span">Its place.</param>
internal abstract record WorkflowValue(SourceSpan Span);

/// <summary>A link to an output of another node: an array of exactly a string and a number.</summary>
/// <param name="NodeId">The id that it names; the file need not have such a node.</param>
/// <param name="Slot">The output slot, counted from the end if it is negative; <see cref="NoSlot"/> when the number can be no slot.</param>
/// <param name="Span">Its place.</param>
internal sealed record LinkValue(string NodeId, int Slot, SourceSpan Span) : WorkflowValue(Span)
{
    /// <summary>What stands for a number that is no integer, or too large for one.</summary>
    public const int NoSlot = int.MinValue;

    /// <summary>The slot of a node with so many outputs, counted from the first; null when it has no such slot. Python counts a negative one from the end.</summary>
    public int? SlotOf(int count) => SlotOf(Slot, count);

    /// <inheritdoc cref="SlotOf(int)"/>
    public static int? SlotOf(int slot, int count)
    {
        int fromFirst = slot < 0 ? slot + count : slot;
        return fromFirst >= 0 && fromFirst < count ? fromFirst : null;
    }
}

/// <summary>Anything but a link.</summary>
/// <param name="Literal">The value.</param>
internal sealed record LiteralValue(JsonNode Literal) : WorkflowValue(Literal.Span);
