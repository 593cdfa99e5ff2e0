using ComfyTyped.CompilerServices;
using ComfyTyped.Graph;

namespace ComfyTyped;

/// <summary>What was written into a prompt that depends on the run: its seeds, and files whose names depend on the server.</summary>
internal sealed class PromptNotes
{
    /// <summary>Gets whether the prompt is written to be compared: the same for each run, and for each server.</summary>
    public bool IsIdentity { get; init; }

    public List<UsedSeed> Seeds { get; } = [];

    public List<FileUse> Files { get; } = [];

    /// <summary>Notes a file.</summary>
    /// <returns>What is written until its name is known, or in place of it: the same each time when the prompt is written to be compared.</returns>
    public string Note(IFileSource file, ComfyNode node, InputSchema input)
    {
        string mark = IsIdentity ? $"{node.Id} {input.Name}" : $"comfytyped{Guid.NewGuid():N}";
        Files.Add(new FileUse(mark, file, $"{node.Workflow!.GetType().Name}.{node}.{input.Property}"));
        return mark;
    }
}
