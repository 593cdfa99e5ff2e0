using System.Text;

namespace ComfyTyped.AspNetCore.Page;

/// <summary>Files that are part of this library.</summary>
internal static class Resource
{
    public static string Read(string name)
    {
        using Stream stream = typeof(Resource).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // Browsers normalise line ends before they hash what is between the tags of a page.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
