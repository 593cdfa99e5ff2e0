using ComfyTyped.Compiler.Catalog;

namespace ComfyTyped.Compiler.Inference;

/// <summary>
/// Gives a type to the inputs and outputs that no catalog declares. Types flow along links: from declared inputs to the outputs that feed
/// them, from there to other inputs, and so on. What has got a type keeps it, and a round looks only at what earlier rounds
/// have settled, so the result depends on no order and the rounds come to an end.
/// </summary>
internal sealed class TypeInference
{
    /// <summary>Types that have not arrived after so many links do not arrive.</summary>
    private const int MaxRounds = 16;

    private readonly Dictionary<string, UsedClass> _classes = new(StringComparer.Ordinal);
    private readonly Dictionary<OutputPort, string> _outputs = [];
    private readonly Dictionary<InputPort, InferredInput> _inputs = [];

    private TypeInference(IEnumerable<UsedClass> classes)
    {
        foreach (UsedClass used in classes)
            _classes.Add(used.Usage.ClassType, used);
    }

    public static TypeInference Run(IReadOnlyList<UsedClass> classes, CancellationToken cancellationToken)
    {
        var inference = new TypeInference(classes);
        bool hasChanged = true;
        for (int round = 0; hasChanged && round < MaxRounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hasChanged = inference.InferOutputs(classes) | inference.InferInputs(classes);
        }

        return inference;
    }

    /// <summary>The type of an undeclared output slot.</summary>
    public string OutputType(OutputPort port) => _outputs.TryGetValue(port, out string type) ? type : TypeName.Any;

    /// <summary>What was found out of an undeclared input.</summary>
    public InferredInput Input(InputPort port) => _inputs.TryGetValue(port, out InferredInput? input) ? input : InferredInput.Anything;

    private bool InferOutputs(IReadOnlyList<UsedClass> classes)
    {
        bool hasChanged = false;
        foreach (UsedClass used in classes)
        {
            foreach (OutputUsage output in used.Usage.Outputs)
            {
                var port = new OutputPort(used.Usage.ClassType, output.Slot);
                if (used.FindOutput(output.Slot) is not null || _outputs.ContainsKey(port))
                    continue;
                if (CommonType.Of(output.Targets.Select(KnownType)) is { } type)
                {
                    _outputs.Add(port, type);
                    hasChanged = true;
                }
            }
        }

        return hasChanged;
    }

    private bool InferInputs(IReadOnlyList<UsedClass> classes)
    {
        bool hasChanged = false;
        foreach (UsedClass used in classes)
        {
            foreach (InputUsage input in used.Usage.Inputs)
            {
                var port = new InputPort(used.Usage.ClassType, input.Name);
                if (used.FindInput(input.Name) is not null || _inputs.ContainsKey(port))
                    continue;
                if (InferredInput.From(input, input.Sources.Select(KnownType)) is { } inferred)
                {
                    _inputs.Add(port, inferred);
                    hasChanged = true;
                }
            }
        }

        return hasChanged;
    }

    private string? KnownType(InputPort port) =>
        _classes.TryGetValue(port.ClassType, out UsedClass? used) && used.FindInput(port.Input) is { } declared
            ? declared.Type
            : _inputs.TryGetValue(port, out InferredInput? inferred) ? inferred.Type : null;

    private string? KnownType(OutputPort port) =>
        _classes.TryGetValue(port.ClassType, out UsedClass? used) && used.FindOutput(port.Slot) is { } declared
            ? declared
            : _outputs.TryGetValue(port, out string type) ? type : null;
}
