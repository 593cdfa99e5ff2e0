using ComfyTyped.Testing.Painting;

namespace ComfyTyped.Testing.Nodes;

/// <summary>Arithmetic on the colours of pictures; 0 is dark, 1 is bright, and results are cut to that range.</summary>
internal static class ImageMath
{
    private const int BytesPerPixel = 4;

    public static Picture Invert(Picture picture) => Map(picture, (value, _) => 1 - value);

    /// <summary>ComfyUI's <c>ImageBlend</c>: the mode's result, mixed into the first picture.</summary>
    public static Picture Blend(Picture below, Picture above, string mode, double factor)
    {
        byte[] other = above.Rgba.ToArray();
        return Map(below, (value, at) => (value * (1 - factor)) + (Blend(value, other[at] / 255d, mode) * factor));
    }

    /// <summary>The mask of a picture as LoadImage makes it: what is transparent is bright.</summary>
    public static Picture TransparencyMask(Picture picture)
    {
        ReadOnlySpan<byte> from = picture.Pixels;
        byte[] to = new byte[from.Length];
        for (int at = 0; at < from.Length; at += BytesPerPixel)
        {
            to.AsSpan(at, 3).Fill((byte)(byte.MaxValue - from[at + 3]));
            to[at + 3] = byte.MaxValue;
        }

        return new Picture(picture.Width, picture.Height, to);
    }

    public static Picture WithoutAlpha(Picture picture) => Map(picture, (value, _) => value);

    /// <summary>The transparency alone, as <c>/view?channel=a</c> shows it: black, and as opaque as the picture was.</summary>
    public static Picture AlphaOnly(Picture picture) => WithAlphaOf(new Canvas(picture.Width, picture.Height).ToPicture(), picture);

    /// <summary>The colours of one picture with the transparency of another, which is fitted to its size.</summary>
    public static Picture WithAlphaOf(Picture colours, Picture alpha)
    {
        Picture fitted = ImageScaling.Scale(alpha, colours.Width, colours.Height, "bilinear", crop: false);
        byte[] result = colours.Rgba.ToArray();
        for (int at = 3; at < result.Length; at += BytesPerPixel)
            result[at] = fitted.Pixels[at];
        return new Picture(colours.Width, colours.Height, result);
    }

    private static double Blend(double below, double above, string mode) => mode switch
    {
        "normal" => above,
        "multiply" => below * above,
        "screen" => 1 - ((1 - below) * (1 - above)),
        "overlay" => below <= 0.5 ? 2 * below * above : 1 - (2 * (1 - below) * (1 - above)),
        "soft_light" => above <= 0.5
            ? below - ((1 - (2 * above)) * below * (1 - below))
            : below + (((2 * above) - 1) * (SoftLightCurve(below) - below)),
        "difference" => below - above,
        _ => throw new NodeExecutionException("ValueError", $"Unsupported blend mode: {mode}"),
    };

    private static double SoftLightCurve(double value) =>
        value <= 0.25 ? ((((16 * value) - 12) * value) + 4) * value : Math.Sqrt(value);

    private static Picture Map(Picture picture, Func<double, int, double> colour)
    {
        ReadOnlySpan<byte> from = picture.Pixels;
        byte[] to = new byte[from.Length];
        for (int at = 0; at < from.Length; at++)
        {
            to[at] = at % BytesPerPixel == 3
                ? byte.MaxValue
                : (byte)Math.Clamp(Math.Round(colour(from[at] / 255d, at) * 255), 0, 255);
        }

        return new Picture(picture.Width, picture.Height, to);
    }
}
