namespace ComfyTyped.Testing.Painting;

/// <summary>A quilt of patches. The seed decides the cut, what is simulated decides the colours.</summary>
internal static class QuiltPattern
{
    private const int Colours = 6;

    private enum Patch
    {
        Plain,
        Falling,
        Rising,
        Disc,
        Frame,
    }

    public static void Paint(Canvas canvas, ulong seed, ulong colourSeed)
    {
        var random = new SeededRandom(seed);
        Rgb[] palette = Palette(colourSeed);
        int patches = 5 + random.Below(6);
        int size = Math.Max(2, (Math.Min(canvas.Width, canvas.Height) + patches - 1) / patches);
        for (int top = 0; top < canvas.Height; top += size)
        {
            for (int left = 0; left < canvas.Width; left += size)
            {
                var kind = (Patch)random.Below(5);
                PaintPatch(canvas, left, top, size, kind, palette[random.Below(Colours)], palette[random.Below(Colours)]);
            }
        }
    }

    private static void PaintPatch(Canvas canvas, int left, int top, int size, Patch kind, Rgb ground, Rgb figure)
    {
        for (int y = 0; y < size && top + y < canvas.Height; y++)
        {
            for (int x = 0; x < size && left + x < canvas.Width; x++)
                canvas[left + x, top + y] = IsFigure(kind, x, y, size) ? figure : ground;
        }
    }

    private static bool IsFigure(Patch kind, int x, int y, int size) => kind switch
    {
        Patch.Falling => x < y,
        Patch.Rising => x + y < size,
        Patch.Disc => Square((2 * x) - size) + Square((2 * y) - size) < Square(size) * 3 / 4,
        Patch.Frame => x < size / 4 || y < size / 4,
        _ => false,
    };

    private static int Square(int value) => value * value;

    private static Rgb[] Palette(ulong seed)
    {
        var random = new SeededRandom(seed);
        var palette = new Rgb[Colours];
        for (int index = 0; index < Colours; index++)
            palette[index] = new Rgb((byte)(40 + random.Below(200)), (byte)(40 + random.Below(200)), (byte)(40 + random.Below(200)));
        return palette;
    }
}
