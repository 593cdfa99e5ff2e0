using ComfyTyped.Compiler.Models;

namespace ComfyTyped.Compiler.Inference;

/// <summary>What one workflow shows of a class of nodes: value-equal and without positions, so that most edits of a file change none.</summary>
/// <param name="ClassType">The class.</param>
/// <param name="FeedsNothing">Whether some node of it feeds no other.</param>
/// <param name="Inputs">What its inputs hold, in ordinal order of their names.</param>
/// <param name="Outputs">What its outputs feed, by slot.</param>
internal sealed record ClassUsage(
    string ClassType,
    bool FeedsNothing,
    EquatableArray<InputUsage> Inputs,
    EquatableArray<OutputUsage> Outputs);

/// <summary>What the nodes of a class hold in one input.</summary>
/// <param name="Name">The wire name.</param>
/// <param name="Kinds">The kinds of values seen.</param>
/// <param name="Sources">The outputs that links into it come from, in ordinal order.</param>
internal sealed record InputUsage(string Name, ValueKinds Kinds, EquatableArray<OutputPort> Sources);

/// <summary>What one output slot of a class feeds.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Targets">The inputs it feeds, in ordinal order.</param>
internal sealed record OutputUsage(int Slot, EquatableArray<InputPort> Targets);

/// <summary>An output slot of a class.</summary>
internal sealed record OutputPort(string ClassType, int Slot);

/// <summary>An input of a class.</summary>
internal sealed record InputPort(string ClassType, string Input);
