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
    private List<(OutputPort Port, OutputUsage Usage)> _openOutputs = [];
    private List<(InputPort Port, InputUsage Usage)> _openInputs = [];

    private TypeInference(IEnumerable<UsedClass> classes)
    {
        foreach (UsedClass used in classes)
        {
            _classes.Add(used.ClassType, used);
            ClassUsage shown = used.Shown;
            foreach (OutputUsage output in shown.Outputs)
                _openOutputs.Add((new OutputPort(used.ClassType, output.Slot), output));
            foreach (InputUsage input in shown.Inputs)
            {
                if (used.FindInput(input.Name) is null)
                    _openInputs.Add((new InputPort(used.ClassType, input.Name), input));
            }
        }
    }

    public static TypeInference Run(IEnumerable<UsedClass> classes, CancellationToken cancellationToken)
    {
        var inference = new TypeInference(classes);
        bool hasChanged = true;
        for (int round = 0; hasChanged && round < MaxRounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hasChanged = inference.InferOutputs() | inference.InferInputs();
        }

        return inference;
    }

    /// <summary>The type of an undeclared output slot.</summary>
    public string OutputType(OutputPort port) => _outputs.TryGetValue(port, out string type) ? type : TypeName.Any;

    /// <summary>What was found out of an undeclared input.</summary>
    public InferredInput Input(InputPort port) => _inputs.TryGetValue(port, out InferredInput? input) ? input : InferredInput.Anything;

    private bool InferOutputs()
    {
        List<(OutputPort Port, OutputUsage Usage)> open = [];
        foreach ((OutputPort port, OutputUsage usage) in _openOutputs)
        {
            if (CommonType.Of(usage.Targets.Select(KnownType)) is { } type)
                _outputs.Add(port, type);
            else
                open.Add((port, usage));
        }

        bool hasChanged = open.Count < _openOutputs.Count;
        _openOutputs = open;
        return hasChanged;
    }

    private bool InferInputs()
    {
        List<(InputPort Port, InputUsage Usage)> open = [];
        foreach ((InputPort port, InputUsage usage) in _openInputs)
        {
            if (InferredInput.From(usage, usage.Sources.Select(KnownType)) is { } inferred)
                _inputs.Add(port, inferred);
            else
                open.Add((port, usage));
        }

        bool hasChanged = open.Count < _openInputs.Count;
        _openInputs = open;
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
