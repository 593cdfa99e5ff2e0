namespace ComfyTyped.Testing.Painting;

/// <summary>Writes text on a canvas, broken into lines at spaces.</summary>
internal static class Lettering
{
    private const int Advance = Glyphs.Width + 1;
    private const int LineHeight = Glyphs.Height + 2;

    /// <summary>How tall a block of lines is, in pixels.</summary>
    public static int HeightOf(int lines, int scale) => lines * LineHeight * scale;

    /// <summary>The number of letters that fit into a width.</summary>
    public static int LettersIn(int width, int scale) => Math.Max(1, width / (Advance * scale));

    public static void Write(Canvas canvas, string line, int left, int top, int scale, Rgb colour)
    {
        for (int index = 0; index < line.Length; index++)
        {
            for (int y = 0; y < Glyphs.Height; y++)
            {
                for (int x = 0; x < Glyphs.Width; x++)
                {
                    if (Glyphs.HasDot(line[index], x, y))
                        canvas.Fill(left + (((index * Advance) + x) * scale), top + (y * scale), scale, scale, colour);
                }
            }
        }
    }

    /// <summary>Breaks a text into lines of at most so many letters; a longer word is cut.</summary>
    public static IEnumerable<string> Wrap(string text, int letters)
    {
        string line = "";
        foreach (string word in text.Split((char[])[' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > letters)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
            while (line.Length > letters)
            {
                yield return line[..letters];
                line = line[letters..];
            }
        }

        if (line.Length > 0)
            yield return line;
    }
}
