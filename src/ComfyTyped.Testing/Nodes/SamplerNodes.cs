using ComfyTyped.Testing.Python;

namespace ComfyTyped.Testing.Nodes;

/// <summary>KSampler and its relative with a range of steps.</summary>
internal static class SamplerNodes
{
    private static readonly string[] Settings = ["cfg", "sampler_name", "scheduler"];

    public static IEnumerable<NodeBehavior> All() =>
    [
        new(NodeDefinition.Core("KSampler"), SampleAsync),
        new(NodeDefinition.Core("KSamplerAdvanced"), SampleRangeAsync),
    ];

    private static async Task<NodeResult> SampleAsync(NodeContext node, CancellationToken cancellationToken)
    {
        double denoise = node.Inputs.Float("denoise");
        Sampling sampling = Of(node, node.Inputs.UInt("seed"), (int)node.Inputs.Int("steps"), denoise);
        Latent latent = node.Inputs.Get<Latent>("latent_image");
        return NodeResult.Of(await SimulatedSampler.SampleAsync(node, latent, sampling, cancellationToken));
    }

    private static async Task<NodeResult> SampleRangeAsync(NodeContext node, CancellationToken cancellationToken)
    {
        Latent latent = node.Inputs.Get<Latent>("latent_image");
        int steps = (int)node.Inputs.Int("steps");
        int from = (int)Math.Min(steps, node.Inputs.Int("start_at_step")), to = (int)Math.Min(steps, node.Inputs.Int("end_at_step"));
        // A second pass that adds no noise goes on with the picture of the first, which its seed has decided.
        bool addsNoise = node.Inputs.String("add_noise") != "disable";
        ulong seed = addsNoise || latent.Sampling is null ? node.Inputs.UInt("noise_seed") : latent.Sampling.Seed;
        double denoise = addsNoise || latent.Sampling is null ? 1 - ((double)from / steps) : latent.Sampling.Denoise;
        Sampling sampling = Of(node, seed, Math.Max(0, to - from), denoise);
        return NodeResult.Of(await SimulatedSampler.SampleAsync(node, latent, sampling, cancellationToken));
    }

    private static Sampling Of(NodeContext node, ulong seed, int steps, double denoise)
    {
        Conditioning positive = Conditioning(node, "positive");
        string settings = string.Join(", ", Settings.Select(name => node.Inputs.String(name)));
        string lineage = $"model {node.Inputs.Get<Simulated>("model").Lineage}; positive {positive.Lineage}; "
            + $"negative {Conditioning(node, "negative").Lineage}; {steps} steps; {settings}; denoise {PythonText.Repr(denoise)}";
        return new Sampling(positive.Text, seed, steps, denoise, lineage);
    }

    private static Conditioning Conditioning(NodeContext node, string input) => node.Inputs.Get<Conditioning>(input);
}
