using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Inference;

/// <summary>A class in use: what a catalog declares of it, and what the files show beyond that.</summary>
internal sealed class UsedClass(string classType, NodeDeclaration? declaration)
{
    private readonly UsageMerger _merger = new(classType);
    private ClassUsage? _shown;

    public string ClassType => classType;

    /// <summary>What a catalog declares; null when none has the class.</summary>
    public NodeClass? Declared => declaration?.Class;

    /// <summary>What the files show of inputs and outputs that are not declared; what they show of declared ones adds nothing.</summary>
    public ClassUsage Shown => _shown ??= _merger.ToUsage();

    public void Add(ClassUsage usage)
    {
        _shown = null;
        _merger.FeedsNothing |= usage.FeedsNothing;
        foreach (InputUsage input in usage.Inputs)
        {
            if (declaration?.FindInput(input.Name) is null)
                _merger.Add(input);
        }

        foreach (OutputUsage output in usage.Outputs)
        {
            if (FindOutput(output.Slot) is null)
                _merger.Add(output);
        }
    }

    /// <summary>The declaration of an input, that of a growing group that cannot hold it included; null when no catalog says anything of it.</summary>
    public InputSpec? FindInput(string name) => declaration?.FindInput(name) ?? declaration?.BeyondGroup(name);

    /// <summary>The declared type of an output slot; null when no catalog has the slot.</summary>
    public string? FindOutput(int slot) =>
        declaration is not null && slot < declaration.Class.Outputs.Count ? declaration.Class.Outputs[slot].Type : null;
}
