using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Inference;

/// <summary>Merges what is seen of one class, within a workflow and over workflows; the order in which it is seen leaves no trace.</summary>
internal sealed class UsageMerger(string classType)
{
    private readonly SortedDictionary<string, (ValueKinds Kinds, HashSet<OutputPort> Sources)> _inputs = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, HashSet<InputPort>> _outputs = [];

    public bool FeedsNothing { get; set; }

    public void AddInput(string name, ValueKinds kinds, OutputPort? source)
    {
        if (!_inputs.TryGetValue(name, out (ValueKinds Kinds, HashSet<OutputPort> Sources) input))
            input = (ValueKinds.None, []);
        if (source is not null)
            input.Sources.Add(source);
        _inputs[name] = (input.Kinds | kinds, input.Sources);
    }

    public void AddTarget(int slot, InputPort target)
    {
        if (!_outputs.TryGetValue(slot, out HashSet<InputPort>? targets))
            _outputs.Add(slot, targets = []);
        targets.Add(target);
    }

    public void Add(InputUsage input)
    {
        AddInput(input.Name, input.Kinds, source: null);
        foreach (OutputPort source in input.Sources)
            AddInput(input.Name, ValueKinds.Link, source);
    }

    public void Add(OutputUsage output)
    {
        foreach (InputPort target in output.Targets)
            AddTarget(output.Slot, target);
    }

    public ClassUsage ToUsage() => new(
        classType,
        FeedsNothing,
        _inputs.Select(input => new InputUsage(
            input.Key,
            input.Value.Kinds,
            input.Value.Sources
                .OrderBy(source => source.ClassType, StringComparer.Ordinal)
                .ThenBy(source => source.Slot)
                .ToEquatableArray())).ToEquatableArray(),
        _outputs.Select(output => new OutputUsage(
            output.Key,
            output.Value
                .OrderBy(target => target.ClassType, StringComparer.Ordinal)
                .ThenBy(target => target.Input, StringComparer.Ordinal)
                .ToEquatableArray())).ToEquatableArray());
}
