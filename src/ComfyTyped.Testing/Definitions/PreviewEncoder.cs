using SkiaSharp;

namespace ComfyTyped.Testing.Definitions;

/// <summary>Makes preview frames: JPEG, and no larger than ComfyUI's default <c>--preview-size</c>.</summary>
internal static class PreviewEncoder
{
    private const int LargestEdge = 512;

    public static byte[] ToJpeg(Picture picture)
    {
        double scale = (double)LargestEdge / Math.Max(picture.Width, picture.Height);
        Picture small = scale >= 1
            ? picture
            : picture.Resize(
                Math.Max(1, (int)(picture.Width * scale)), Math.Max(1, (int)(picture.Height * scale)), new SKSamplingOptions(SKFilterMode.Linear));
        return small.ToJpeg();
    }
}
