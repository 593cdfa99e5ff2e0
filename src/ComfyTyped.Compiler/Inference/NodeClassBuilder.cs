using System.Collections.Immutable;
using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Inference;

/// <summary>Puts together what a catalog declares of a class and what only the files show.</summary>
internal static class NodeClassBuilder
{
    public static NodeClass Build(UsedClass used, TypeInference inference)
    {
        ClassUsage shown = used.Shown;
        if (used.Declared is { } declared && shown.Inputs.Count == 0 && shown.Outputs.Count == 0)
            return declared;
        EquatableArray<InputSpec> inputs = Inputs(used, shown, inference);
        EquatableArray<OutputSpec> outputs = Outputs(used, shown, inference);
        return used.Declared is null
            ? new NodeClass(used.ClassType, null, null, false, shown.FeedsNothing, false, false, inputs, outputs)
            : used.Declared with { Inputs = inputs, Outputs = outputs };
    }

    private static EquatableArray<InputSpec> Inputs(UsedClass used, ClassUsage shown, TypeInference inference)
    {
        ImmutableArray<InputSpec>.Builder inputs = ImmutableArray.CreateBuilder<InputSpec>();
        inputs.AddRange(used.Declared?.Inputs ?? EquatableArray<InputSpec>.Empty);
        inputs.AddRange(shown.Inputs.Select(input => UndeclaredInput(used, input.Name, inference)));
        return inputs.ToImmutable();
    }

    private static InputSpec UndeclaredInput(UsedClass used, string name, TypeInference inference)
    {
        if (used.FindInput(name) is { } template)
            return template with { Name = name };
        InferredInput inferred = inference.Input(new InputPort(used.ClassType, name));
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

    private static EquatableArray<OutputSpec> Outputs(UsedClass used, ClassUsage shown, TypeInference inference)
    {
        EquatableArray<OutputSpec> declared = used.Declared?.Outputs ?? EquatableArray<OutputSpec>.Empty;
        ImmutableArray<OutputSpec>.Builder outputs = ImmutableArray.CreateBuilder<OutputSpec>();
        outputs.AddRange(declared);
        int count = shown.Outputs.Count == 0 ? 0 : shown.Outputs[shown.Outputs.Count - 1].Slot + 1;
        for (int slot = declared.Count; slot < count; slot++)
            outputs.Add(new OutputSpec(slot, inference.OutputType(new OutputPort(used.ClassType, slot)), null));
        return outputs.ToImmutable();
    }
}
