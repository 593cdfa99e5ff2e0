namespace ComfyTyped.Testing.Nodes;

/// <summary>Stands for an encoded text.</summary>
/// <param name="Text">The text; that of all parts when conditionings were combined.</param>
/// <param name="Lineage">How it came about.</param>
internal sealed record Conditioning(string Text, string Lineage) : Simulated(Lineage);
