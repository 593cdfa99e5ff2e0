using SkiaSharp;

namespace ComfyTyped.Testing;

/// <summary>
/// A picture in memory. A value of type <c>IMAGE</c> is an <c>IReadOnlyList&lt;Picture&gt;</c> (a batch); one of type <c>MASK</c> is the
/// same in grey.
/// </summary>
public sealed class Picture
{
    private const int BytesPerPixel = 4;
    private const int DefaultQuality = 90;

    private readonly byte[] _rgba;

    /// <summary>Creates a picture from its pixels.</summary>
    /// <param name="width">The width in pixels, 1 or more.</param>
    /// <param name="height">The height in pixels, 1 or more.</param>
    /// <param name="rgba">Red, green, blue and alpha of each pixel, row by row; the colours are not multiplied by alpha.</param>
    /// <exception cref="ArgumentException">The number of bytes is not <c>width * height * 4</c>.</exception>
    public Picture(int width, int height, ReadOnlySpan<byte> rgba)
        : this(width, height, rgba.ToArray())
    {
    }

    internal Picture(int width, int height, byte[] rgba)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (rgba.Length != (long)width * height * BytesPerPixel)
            throw new ArgumentException($"{width} x {height} pixels need {(long)width * height * BytesPerPixel} bytes.", nameof(rgba));
        Width = width;
        Height = height;
        _rgba = rgba;
    }

    /// <summary>The width in pixels.</summary>
    public int Width { get; }

    /// <summary>The height in pixels.</summary>
    public int Height { get; }

    /// <summary>Red, green, blue and alpha of each pixel, row by row.</summary>
    public ReadOnlyMemory<byte> Rgba => _rgba;

    internal ReadOnlySpan<byte> Pixels => _rgba;

    internal bool IsOpaque
    {
        get
        {
            for (int alpha = BytesPerPixel - 1; alpha < _rgba.Length; alpha += BytesPerPixel)
            {
                if (_rgba[alpha] != byte.MaxValue)
                    return false;
            }

            return true;
        }
    }

    /// <summary>Reads an encoded picture: PNG, JPEG, WebP, GIF or BMP.</summary>
    /// <param name="encoded">The bytes of the file.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="InvalidDataException">The bytes are no picture.</exception>
    public static Picture Decode(ReadOnlySpan<byte> encoded)
    {
        using SKData data = SKData.CreateCopy(encoded);
        using SKCodec codec = SKCodec.Create(data) ?? throw new InvalidDataException("cannot identify image file");
        SKImageInfo info = InfoOf(codec.Info.Width, codec.Info.Height, SKAlphaType.Unpremul);
        using SKBitmap bitmap = SKBitmap.Decode(codec, info) ?? throw new InvalidDataException("cannot identify image file");
        return new Picture(info.Width, info.Height, bitmap.GetPixelSpan().ToArray());
    }

    /// <summary>Encodes the picture as PNG: RGB when it is opaque, else RGBA. The same picture gives the same bytes.</summary>
    /// <returns>The bytes of the file.</returns>
    public byte[] ToPng() => Encode(SKEncodedImageFormat.Png, quality: 100);

    /// <summary>Encodes the picture as JPEG.</summary>
    /// <param name="quality">1 to 100. Default: 90.</param>
    /// <returns>The bytes of the file.</returns>
    public byte[] ToJpeg(int quality = DefaultQuality) => Encode(SKEncodedImageFormat.Jpeg, quality);

    /// <summary>Encodes the picture as WebP.</summary>
    /// <param name="quality">1 to 100. Default: 90.</param>
    /// <returns>The bytes of the file.</returns>
    public byte[] ToWebp(int quality = DefaultQuality) => Encode(SKEncodedImageFormat.Webp, quality);

    internal Picture Resize(int width, int height, SKSamplingOptions sampling)
    {
        using SKImage source = ToImage(SKAlphaType.Unpremul);
        SKImageInfo info = InfoOf(width, height, SKAlphaType.Unpremul);
        using var bitmap = new SKBitmap(info);
        using SKPixmap pixels = bitmap.PeekPixels();
        source.ScalePixels(pixels, sampling);
        return new Picture(width, height, pixels.GetPixelSpan<byte>().ToArray());
    }

    private byte[] Encode(SKEncodedImageFormat format, int quality)
    {
        using SKImage image = ToImage(IsOpaque ? SKAlphaType.Opaque : SKAlphaType.Unpremul);
        using SKData data = image.Encode(format, quality);
        return data.ToArray();
    }

    private SKImage ToImage(SKAlphaType alpha) => SKImage.FromPixelCopy(InfoOf(Width, Height, alpha), _rgba);

    private static SKImageInfo InfoOf(int width, int height, SKAlphaType alpha) => new(width, height, SKColorType.Rgba8888, alpha);
}
