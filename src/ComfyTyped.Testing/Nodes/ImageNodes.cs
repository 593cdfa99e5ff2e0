using ComfyTyped.Testing.Painting;

namespace ComfyTyped.Testing.Nodes;

/// <summary>Nodes that really work on pictures.</summary>
internal static class ImageNodes
{
    public static IEnumerable<NodeBehavior> All() =>
    [
        BuiltInNodes.Core("EmptyImage", EmptyImage),
        BuiltInNodes.Core("ImageInvert", node => NodeResult.Of(Each(node, "image", ImageMath.Invert))),
        BuiltInNodes.Core("ImageScale", ImageScale),
        BuiltInNodes.Core("ImageScaleBy", ImageScaleBy),
        BuiltInNodes.Core("ImageBlend", ImageBlend),
    ];

    private static NodeResult EmptyImage(NodeContext node)
    {
        long colour = node.Inputs.Int("color");
        var canvas = new Canvas((int)node.Inputs.Int("width"), (int)node.Inputs.Int("height"));
        canvas.Fill(0, 0, canvas.Width, canvas.Height, new Rgb((byte)(colour >> 16), (byte)(colour >> 8), (byte)colour));
        return NodeResult.Of(Enumerable.Repeat(canvas.ToPicture(), (int)node.Inputs.Int("batch_size")).ToArray());
    }

    private static NodeResult ImageScale(NodeContext node)
    {
        int width = (int)node.Inputs.Int("width"), height = (int)node.Inputs.Int("height");
        string method = node.Inputs.String("upscale_method");
        bool crop = node.Inputs.String("crop") == "center";
        return NodeResult.Of(Each(node, "image", picture =>
        {
            (int toWidth, int toHeight) = ImageScaling.Size(picture, width, height);
            return ImageScaling.Scale(picture, toWidth, toHeight, method, crop);
        }));
    }

    private static NodeResult ImageScaleBy(NodeContext node)
    {
        double factor = node.Inputs.Float("scale_by");
        string method = node.Inputs.String("upscale_method");
        return NodeResult.Of(Each(node, "image", picture => ImageScaling.Scale(
            picture, (int)Math.Round(picture.Width * factor), (int)Math.Round(picture.Height * factor), method, crop: false)));
    }

    private static NodeResult ImageBlend(NodeContext node)
    {
        IReadOnlyList<Picture> below = node.Inputs.Images("image1"), above = node.Inputs.Images("image2");
        string mode = node.Inputs.String("blend_mode");
        double factor = node.Inputs.Float("blend_factor");
        return NodeResult.Of(below.Select((picture, index) =>
        {
            Picture other = ImageScaling.Scale(above[index % above.Count], picture.Width, picture.Height, "bicubic", crop: true);
            return ImageMath.Blend(picture, other, mode, factor);
        }).ToArray());
    }

    private static Picture[] Each(NodeContext node, string input, Func<Picture, Picture> work) =>
        [.. node.Inputs.Images(input).Select(work)];
}
