namespace ComfyTyped.Testing.Nodes;

/// <summary>Spends the steps of a sampler: one progress event and one preview each.</summary>
internal static class SimulatedSampler
{
    private const int LargestPreviewEdge = 256;

    /// <exception cref="OperationCanceledException">The prompt has been interrupted.</exception>
    public static async Task<Latent> SampleAsync(NodeContext node, Latent latent, Sampling sampling, CancellationToken cancellationToken)
    {
        Picture? finished = WantsPreviews(node) ? Preview(latent, sampling) : null;
        for (int step = 1; step <= sampling.Steps; step++)
        {
            if (node.StepDelay > TimeSpan.Zero)
                await Task.Delay(node.StepDelay, node.TimeProvider, cancellationToken);
            else if (step % 16 == 0)
                await Task.Yield();
            Picture? preview = finished is null ? null : SimulatedPainter.Unfinished(finished, sampling.Seed, step, sampling.Steps);
            node.Progress(step, sampling.Steps, preview);
        }

        return latent with { Sampling = sampling, Lineage = $"{latent.Lineage} > {sampling.Lineage}" };
    }

    private static Picture Preview(Latent latent, Sampling sampling)
    {
        double scale = Math.Min(1, (double)LargestPreviewEdge / Math.Max(latent.Width, latent.Height));
        int width = Math.Max(1, (int)(latent.Width * scale)), height = Math.Max(1, (int)(latent.Height * scale));
        return SimulatedPainter.Paint(sampling, latent.Source?[0], width, height, indexInBatch: 0);
    }

    /// <summary>A prompt can switch its previews off, as it can on a real server since 0.5.0.</summary>
    private static bool WantsPreviews(NodeContext node) =>
        !(node.ExtraData.TryGetProperty("preview_method", out var method) && method.ToString() == "none");
}
