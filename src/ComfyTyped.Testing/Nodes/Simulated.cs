namespace ComfyTyped.Testing.Nodes;

/// <summary>A value that stands for something that only a real server has: a model, a conditioning, a latent.</summary>
/// <param name="Lineage">How it came about, in words. Equal values have equal words, so pictures can be derived from them.</param>
internal abstract record Simulated(string Lineage)
{
    public Simulated Then(string step) => this with { Lineage = $"{Lineage} > {step}" };

    /// <summary>What <c>current_inputs</c> of a failure shows.</summary>
    public sealed override string ToString() => $"<simulated {GetType().Name}: {Lineage}>";
}
