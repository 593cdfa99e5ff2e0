using System.Security.Cryptography;
using ComfyTyped.Testing.Painting;

namespace ComfyTyped.Testing.Nodes;

/// <summary>Nodes that make latents, and that turn pictures into latents and back.</summary>
internal static class LatentNodes
{
    public static IEnumerable<NodeBehavior> All() =>
    [
        BuiltInNodes.Core("EmptyLatentImage", Empty),
        BuiltInNodes.Core("EmptySD3LatentImage", Empty),
        BuiltInNodes.Core("EmptyFlux2LatentImage", Empty),
        BuiltInNodes.Core("VAEEncode", node => Encode(node, "pixels")),
        BuiltInNodes.Core("VAEEncodeForInpaint", node => Encode(node, "pixels")),
        BuiltInNodes.Core("VAEDecode", Decode),
        BuiltInNodes.Core("VAEDecodeTiled", Decode),
        BuiltInNodes.Core("LatentUpscale", Upscale),
        BuiltInNodes.Core("LatentUpscaleBy", UpscaleBy),
    ];

    private static NodeResult Empty(NodeContext node) =>
        NodeResult.Of(Latent.Empty(node.Inputs.Int("width"), node.Inputs.Int("height"), node.Inputs.Int("batch_size")));

    private static NodeResult Encode(NodeContext node, string input)
    {
        IReadOnlyList<Picture> pictures = node.Inputs.Images(input);
        Picture first = pictures[0];
        string content = string.Join(", ", pictures.Select(picture => Convert.ToHexString(SHA256.HashData(picture.Pixels))));
        return NodeResult.Of(new Latent(first.Width, first.Height, pictures.Count, pictures, Sampling: null, $"encoded {content}")
            .Resized(first.Width, first.Height));
    }

    private static NodeResult Decode(NodeContext node)
    {
        Latent latent = node.Inputs.Get<Latent>("samples");
        return NodeResult.Of(Enumerable.Range(0, latent.Count).Select(index => Decode(latent, index)).ToArray());
    }

    private static Picture Decode(Latent latent, int index)
    {
        Picture? source = latent.Source?[index % latent.Source.Count];
        if (latent.Sampling is { } sampling)
            return SimulatedPainter.Paint(sampling, source, latent.Width, latent.Height, index);
        return source is null
            ? new Canvas(latent.Width, latent.Height).ToPicture()
            : ImageScaling.Scale(source, latent.Width, latent.Height, "bilinear", crop: true);
    }

    private static NodeResult Upscale(NodeContext node)
    {
        Latent latent = node.Inputs.Get<Latent>("samples");
        long width = node.Inputs.Int("width"), height = node.Inputs.Int("height");
        if (width == 0)
            width = height == 0 ? latent.Width : latent.Width * height / latent.Height;
        if (height == 0)
            height = latent.Height * width / latent.Width;
        return NodeResult.Of(latent.Resized(width, height));
    }

    private static NodeResult UpscaleBy(NodeContext node)
    {
        Latent latent = node.Inputs.Get<Latent>("samples");
        double factor = node.Inputs.Float("scale_by");
        return NodeResult.Of(latent.Resized((long)(latent.Width * factor), (long)(latent.Height * factor)));
    }
}
