using SkiaSharp;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace TextToImageSample;

/// <summary>Shows a run in the console: a bar, the node at work and the latest preview as coloured blocks; plain lines where the output is a file.</summary>
internal sealed class RunView
{
    private const int BarWidth = 40;
    private const int PreviewWidth = 32;

    private readonly LiveDisplayContext? _live;
    private IRenderable _preview = new Text("");
    private double _fraction;
    private string _node = "";

    private RunView(LiveDisplayContext? live) => _live = live;

    /// <summary>Shows a run from its start to its end.</summary>
    public static async Task<T> ShowAsync<T>(Func<RunView, Task<T>> run)
    {
        if (!AnsiConsole.Profile.Capabilities.Interactive || Console.IsOutputRedirected)
            return await run(new RunView(null));
        return await AnsiConsole.Live(new Text("")).StartAsync(live => run(new RunView(live)));
    }

    /// <summary>Shows how far the run is.</summary>
    public void Progress(double fraction, string? node)
    {
        _fraction = fraction;
        _node = node ?? _node;
        if (_live is null)
            AnsiConsole.MarkupLineInterpolated($"{fraction,4:P0} {_node}");
        else
            Refresh();
    }

    /// <summary>Shows a preview.</summary>
    public void Preview(ReadOnlyMemory<byte> image)
    {
        if (_live is null || Draw(image) is not { } canvas)
            return;
        _preview = canvas;
        Refresh();
    }

    private void Refresh()
    {
        int done = (int)(_fraction * BarWidth);
        var bar = new Markup($"[green]{new string('━', done)}[/][grey]{new string('━', BarWidth - done)}[/] {_fraction,4:P0} {Markup.Escape(_node)}");
        _live!.UpdateTarget(new Rows(bar, _preview));
    }

    private static Canvas? Draw(ReadOnlyMemory<byte> image)
    {
        using SKBitmap? bitmap = SKBitmap.Decode(image.Span);
        if (bitmap is null)
            return null;
        int height = Math.Max(1, PreviewWidth * bitmap.Height / bitmap.Width);
        using SKBitmap small = bitmap.Resize(new SKImageInfo(PreviewWidth, height), SKSamplingOptions.Default);
        var canvas = new Canvas(PreviewWidth, height);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < PreviewWidth; x++)
            {
                SKColor pixel = small.GetPixel(x, y);
                canvas.SetPixel(x, y, new Color(pixel.Red, pixel.Green, pixel.Blue));
            }
        }
        return canvas;
    }
}
