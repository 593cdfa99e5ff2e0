using System.Globalization;
using ComfyTyped.Contract;

namespace ComfyTyped.Wire;

/// <summary>The query of <c>GET /view</c>.</summary>
internal static class ViewQuery
{
    public static string Of(string fileName, string subfolder, ComfyFolder type, ViewOptions? view) =>
        $"view?filename={Uri.EscapeDataString(fileName)}&subfolder={Uri.EscapeDataString(subfolder)}&type={type.ToWire()}{Preview(view)}{Channel(view)}";

    private static string Preview(ViewOptions? view)
    {
        string? format = view?.Format switch
        {
            ViewFormat.Webp => "webp",
            ViewFormat.Jpeg => "jpeg",
            _ => null,
        };
        if (format is null)
            return "";
        // The server wants format and quality in one value, parted by a semicolon.
        return view!.Quality is { } quality ? string.Create(CultureInfo.InvariantCulture, $"&preview={format}%3B{quality}") : $"&preview={format}";
    }

    private static string Channel(ViewOptions? view) => view?.Channel switch
    {
        ViewChannel.Rgb => "&channel=rgb",
        ViewChannel.Alpha => "&channel=a",
        _ => "",
    };
}
