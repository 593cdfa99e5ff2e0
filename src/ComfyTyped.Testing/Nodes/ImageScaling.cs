using SkiaSharp;

namespace ComfyTyped.Testing.Nodes;

/// <summary>Resizes pictures. The methods are Skia's nearest relatives of those that ComfyUI names.</summary>
internal static class ImageScaling
{
    /// <summary>The size that is meant: 0 stands for "as the other side demands".</summary>
    public static (int Width, int Height) Size(Picture picture, int width, int height) => (width, height) switch
    {
        (0, 0) => (picture.Width, picture.Height),
        (0, _) => (Math.Max(1, (int)Math.Round((double)picture.Width * height / picture.Height)), height),
        (_, 0) => (width, Math.Max(1, (int)Math.Round((double)picture.Height * width / picture.Width))),
        _ => (width, height),
    };

    public static Picture Scale(Picture picture, int width, int height, string method, bool crop)
    {
        Picture source = crop ? CropToRatio(picture, width, height) : picture;
        return source.Width == width && source.Height == height ? source : source.Resize(width, height, Sampling(method));
    }

    private static SKSamplingOptions Sampling(string method) => method switch
    {
        "nearest-exact" => new SKSamplingOptions(SKFilterMode.Nearest),
        "bicubic" => new SKSamplingOptions(SKCubicResampler.CatmullRom),
        "lanczos" => new SKSamplingOptions(SKCubicResampler.Mitchell),
        "area" => new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear),
        _ => new SKSamplingOptions(SKFilterMode.Linear),
    };

    private static Picture CropToRatio(Picture picture, int width, int height)
    {
        int keptWidth = Math.Min(picture.Width, Math.Max(1, (int)Math.Round((double)picture.Height * width / height)));
        int keptHeight = Math.Min(picture.Height, Math.Max(1, (int)Math.Round((double)picture.Width * height / width)));
        if (keptWidth == picture.Width && keptHeight == picture.Height)
            return picture;
        int left = (picture.Width - keptWidth) / 2, top = (picture.Height - keptHeight) / 2;
        byte[] kept = new byte[keptWidth * keptHeight * 4];
        for (int y = 0; y < keptHeight; y++)
        {
            picture.Pixels.Slice((((top + y) * picture.Width) + left) * 4, keptWidth * 4)
                .CopyTo(kept.AsSpan(y * keptWidth * 4));
        }

        return new Picture(keptWidth, keptHeight, kept);
    }
}
