using CsCheck;

namespace ComfyTyped.Compiler.Tests.Differential;

/// <summary>A change of a prompt. What it changes is chosen by numbers, so that every edit fits every prompt and a failing one shrinks.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Node">The node, counted around.</param>
/// <param name="Input">Its input, counted around.</param>
/// <param name="Pick">The value, the target or the class, counted around.</param>
internal sealed record PromptEdit(EditKind Kind, int Node, int Input, int Pick)
{
    /// <summary>A prompt by its number, and what is done to it.</summary>
    public static Gen<(int Prompt, PromptEdit[] Edits)> Some(int prompts) =>
        Gen.Select(Gen.Int[0, prompts - 1], Gen.Select(Gen.Enum<EditKind>(), Gen.Int[0, 60], Gen.Int[0, 20], Gen.Int[0, 1000])
            .Select((kind, node, input, pick) => new PromptEdit(kind, node, input, pick)).Array[1, 3]);
}

/// <summary>What is done to a prompt.</summary>
internal enum EditKind
{
    SetValue,
    SetNumberAtBound,
    Misspell,
    RemoveInput,
    RemoveInputs,
    RemoveNode,
    LinkToMissingNode,
    ChangeSlot,
    Rewire,
    ChangeClass,
    AddLiteral,
    AddLink,
    AddMember,
    SelectCase,
    Wrap,
}
