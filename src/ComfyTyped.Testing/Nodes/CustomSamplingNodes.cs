using ComfyTyped.Testing.Python;

namespace ComfyTyped.Testing.Nodes;

/// <summary>The sampler that is put together from parts, as workflows for Flux and its like use it.</summary>
internal static class CustomSamplingNodes
{
    public static IEnumerable<NodeBehavior> All() =>
    [
        BuiltInNodes.Core("RandomNoise", node => NodeResult.Of(new Noise(node.Inputs.UInt("noise_seed"), "noise"))),
        BuiltInNodes.Core("DisableNoise", _ => NodeResult.Of(new Noise(0, "no noise"))),
        BuiltInNodes.Core("BasicScheduler", Schedule),
        BuiltInNodes.Core("BasicGuider", node => NodeResult.Of(Guide(node, "conditioning", "unguided"))),
        BuiltInNodes.Core("CFGGuider", node => NodeResult.Of(Guide(node, "positive", Negative(node)))),
        new(NodeDefinition.Core("SamplerCustomAdvanced"), SampleAsync),
    ];

    private static NodeResult Schedule(NodeContext node)
    {
        int steps = (int)node.Inputs.Int("steps");
        double denoise = node.Inputs.Float("denoise");
        string lineage = $"{node.Inputs.String("scheduler")} in {steps} steps, denoise {PythonText.Repr(denoise)}";
        return NodeResult.Of(new Sigmas(steps, denoise, lineage));
    }

    private static Guider Guide(NodeContext node, string input, string against)
    {
        Conditioning conditioning = node.Inputs.Get<Conditioning>(input);
        string model = node.Inputs.Get<Simulated>("model").Lineage;
        return new Guider(conditioning.Text, $"model {model}; positive {conditioning.Lineage}; {against}");
    }

    private static string Negative(NodeContext node) =>
        $"negative {node.Inputs.Get<Conditioning>("negative").Lineage}; cfg {PythonText.Repr(node.Inputs.Float("cfg"))}";

    private static async Task<NodeResult> SampleAsync(NodeContext node, CancellationToken cancellationToken)
    {
        Guider guider = node.Inputs.Get<Guider>("guider");
        Sigmas sigmas = node.Inputs.Get<Sigmas>("sigmas");
        string lineage = $"{guider.Lineage}; {sigmas.Lineage}; {node.Inputs.Get<Simulated>("sampler").Lineage}";
        var sampling = new Sampling(guider.Text, node.Inputs.Get<Noise>("noise").Seed, sigmas.Steps, sigmas.Denoise, lineage);
        Latent sampled = await SimulatedSampler.SampleAsync(node, node.Inputs.Get<Latent>("latent_image"), sampling, cancellationToken);
        return NodeResult.Of(sampled, sampled);
    }

    private sealed record Noise(ulong Seed, string Lineage) : Simulated(Lineage);

    private sealed record Sigmas(int Steps, double Denoise, string Lineage) : Simulated(Lineage);

    private sealed record Guider(string Text, string Lineage) : Simulated(Lineage);
}
