namespace ComfyTyped.Testing.Nodes;

/// <summary>Stands for a loaded model of any kind, or for another object that nodes only hand on.</summary>
internal sealed record SimulatedModel(string Lineage) : Simulated(Lineage);
