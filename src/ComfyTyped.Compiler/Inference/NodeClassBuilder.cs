using System.Collections.Immutable;
using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Inference;

/// <summary>Puts together what a catalog declares of a class and what only the files show.</summary>
internal static class NodeClassBuilder
{
    public static NodeClass Build(UsedClass used, TypeInference inference)
    {
        EquatableArray<InputSpec> inputs = Inputs(used, inference);
        EquatableArray<OutputSpec> outputs = Outputs(used, inference);
        return used.Declaration is { } declaration
            ? declaration.Class with { Inputs = inputs, Outputs = outputs }
            : new NodeClass(used.Usage.ClassType, null, null, false, used.Usage.FeedsNothing, false, false, inputs, outputs);
    }

    private static EquatableArray<InputSpec> Inputs(UsedClass used, TypeInference inference)
    {
        ImmutableArray<InputSpec>.Builder inputs = ImmutableArray.CreateBuilder<InputSpec>();
        inputs.AddRange(used.Declaration?.Class.Inputs ?? EquatableArray<InputSpec>.Empty);
        foreach (InputUsage input in used.Usage.Inputs)
        {
            if (!used.Declares(input.Name))
                inputs.Add(UndeclaredInput(used, input.Name, inference));
        }

        return inputs.ToImmutable();
    }

    private static InputSpec UndeclaredInput(UsedClass used, string name, TypeInference inference)
    {
        if (used.FindInput(name) is { } template)
            return template with { Name = name };
        InferredInput inferred = inference.Input(new InputPort(used.Usage.ClassType, name));
        return new InputSpec(
            name,
            inferred.Kind,
            inferred.Type,
            IsRequired: false,
            IsDeclared: false,
            IsSeed: inferred.Kind is InputKind.Number or InputKind.Int && name is "seed" or "noise_seed",
            IsMultiline: false,
            Default: null,
            Min: null,
            Max: null,
            Step: null,
            EquatableArray<string>.Empty);
    }

    private static EquatableArray<OutputSpec> Outputs(UsedClass used, TypeInference inference)
    {
        EquatableArray<OutputSpec> declared = used.Declaration?.Class.Outputs ?? EquatableArray<OutputSpec>.Empty;
        ImmutableArray<OutputSpec>.Builder outputs = ImmutableArray.CreateBuilder<OutputSpec>();
        outputs.AddRange(declared);
        int count = used.Usage.Outputs.Count == 0 ? 0 : used.Usage.Outputs[used.Usage.Outputs.Count - 1].Slot + 1;
        for (int slot = declared.Count; slot < count; slot++)
            outputs.Add(new OutputSpec(slot, inference.OutputType(new OutputPort(used.Usage.ClassType, slot)), null));
        return outputs.ToImmutable();
    }
}
