using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Inference;

/// <summary>A class as the files use it, beside what a catalog declares of it.</summary>
internal sealed class UsedClass
{
    private readonly Dictionary<string, InputSpec> _declared = new(StringComparer.Ordinal);

    public UsedClass(ClassUsage usage, NodeDeclaration? declaration)
    {
        (Usage, Declaration) = (usage, declaration);
        if (declaration is null)
            return;
        foreach (InputSpec input in declaration.Class.Inputs)
            _declared[input.Name] = input;
    }

    public ClassUsage Usage { get; }

    public NodeDeclaration? Declaration { get; }

    /// <summary>The declaration of an input, that of its growing group included; null when no catalog says anything of it.</summary>
    public InputSpec? FindInput(string name) =>
        _declared.TryGetValue(name, out InputSpec? input) ? input : Declaration?.GroupOf(name)?.Template;

    /// <summary>Whether an input is among the class's own.</summary>
    public bool Declares(string input) => _declared.ContainsKey(input);

    /// <summary>The declared type of an output slot; null when no catalog has the slot.</summary>
    public string? FindOutput(int slot) =>
        Declaration is { } declaration && slot < declaration.Class.Outputs.Count ? declaration.Class.Outputs[slot].Type : null;
}
