namespace ComfyTyped.Testing.Painting;

/// <summary>Pixels that can be painted on, in integers only: the same strokes give the same picture on every machine.</summary>
internal sealed class Canvas
{
    private readonly byte[] _rgba;

    /// <summary>Starts black.</summary>
    public Canvas(int width, int height)
    {
        Width = width;
        Height = height;
        _rgba = new byte[width * height * 4];
        Fill(0, 0, width, height, default);
    }

    public int Width { get; }

    public int Height { get; }

    public Rgb this[int x, int y]
    {
        get
        {
            int at = ((y * Width) + x) * 4;
            return new Rgb(_rgba[at], _rgba[at + 1], _rgba[at + 2]);
        }
        set
        {
            int at = ((y * Width) + x) * 4;
            (_rgba[at], _rgba[at + 1], _rgba[at + 2], _rgba[at + 3]) = (value.R, value.G, value.B, byte.MaxValue);
        }
    }

    /// <summary>Mixes a colour into a rectangle, cut to the canvas: 255 covers what was there.</summary>
    public void Fill(int left, int top, int boxWidth, int boxHeight, Rgb colour, int share = 255)
    {
        for (int y = Math.Max(0, top); y < Math.Min(Height, top + boxHeight); y++)
        {
            for (int x = Math.Max(0, left); x < Math.Min(Width, left + boxWidth); x++)
                this[x, y] = this[x, y].Mix(colour, share);
        }
    }

    public Picture ToPicture() => new(Width, Height, _rgba);
}
