using System.Globalization;
using ComfyTyped.Testing.Painting;
using SkiaSharp;

namespace ComfyTyped.Testing.Nodes;

/// <summary>Paints what a sampler would have made: a pattern that says what was asked for, and that nothing was sampled.</summary>
internal static class SimulatedPainter
{
    private const int LettersPerLine = 32;
    private static readonly Rgb Ink = new(255, 255, 255);
    private static readonly Rgb Panel = new(16, 16, 24);

    /// <summary>Paints one picture of a batch.</summary>
    public static Picture Paint(Sampling sampling, Picture? source, int width, int height, int indexInBatch)
    {
        var canvas = new Canvas(width, height);
        QuiltPattern.Paint(canvas, unchecked(sampling.Seed + (ulong)indexInBatch), SeededRandom.SeedOf(sampling.Lineage));
        if (source is not null)
            MixIn(canvas, source, share: (int)Math.Round(255 * (1 - Math.Clamp(sampling.Denoise, 0, 1))));
        Label(canvas, sampling);
        return canvas.ToPicture();
    }

    /// <summary>The picture as it may look on the way: noise that gives way from step to step.</summary>
    public static Picture Unfinished(Picture finished, ulong seed, int step, int steps)
    {
        var random = new SeededRandom(seed ^ (ulong)step);
        var canvas = new Canvas(finished.Width, finished.Height);
        int share = 255 * step / Math.Max(1, steps);
        ReadOnlySpan<byte> pixels = finished.Pixels;
        for (int y = 0; y < finished.Height; y++)
        {
            for (int x = 0; x < finished.Width; x++)
            {
                int at = ((y * finished.Width) + x) * 4;
                ulong noise = random.Next();
                var speck = new Rgb((byte)noise, (byte)(noise >> 8), (byte)(noise >> 16));
                canvas[x, y] = speck.Mix(new Rgb(pixels[at], pixels[at + 1], pixels[at + 2]), share);
            }
        }

        return canvas.ToPicture();
    }

    private static void MixIn(Canvas canvas, Picture source, int share)
    {
        Picture fitted = source.Width == canvas.Width && source.Height == canvas.Height
            ? source
            : source.Resize(canvas.Width, canvas.Height, new SKSamplingOptions(SKFilterMode.Linear));
        ReadOnlySpan<byte> pixels = fitted.Pixels;
        for (int y = 0; y < canvas.Height; y++)
        {
            for (int x = 0; x < canvas.Width; x++)
            {
                int at = ((y * canvas.Width) + x) * 4;
                canvas[x, y] = canvas[x, y].Mix(new Rgb(pixels[at], pixels[at + 1], pixels[at + 2]), share);
            }
        }
    }

    private static void Label(Canvas canvas, Sampling sampling)
    {
        int scale = Math.Max(1, canvas.Width / (LettersPerLine * (Glyphs.Width + 1)));
        int margin = 2 * scale;
        int letters = Lettering.LettersIn(canvas.Width - (2 * margin), scale);
        string seed = string.Create(CultureInfo.InvariantCulture, $"seed {sampling.Seed}");
        int room = Math.Max(2, (canvas.Height - (2 * margin)) * 2 / 3 / Lettering.HeightOf(1, scale));
        string[] lines = ["simulated", .. Lettering.Wrap(seed, letters), .. Lettering.Wrap(sampling.Positive, letters)];
        lines = lines[..Math.Min(lines.Length, room)];
        int top = canvas.Height - Lettering.HeightOf(lines.Length, scale) - margin;
        canvas.Fill(0, top - margin, canvas.Width, canvas.Height, Panel, share: 200);
        for (int index = 0; index < lines.Length; index++)
            Lettering.Write(canvas, lines[index], margin, top + Lettering.HeightOf(index, scale), scale, Ink);
    }
}
