using System.Text;
using ComfyTyped.Primitives;

namespace ComfyTyped.Settings;

/// <summary>
/// Tells by the words of a name whether a text of an input stands for something outside the workflow: a file, an address, a program, a secret. A catalog declares
/// all of these as plain texts.
/// </summary>
internal static class InputWords
{
    /// <summary>What a name may hold anywhere, within other words, too: <c>imagepath</c>, <c>output_directory</c>.</summary>
    private static readonly string[] Parts = ["path", "file", "folder", "directory", "url"];

    /// <summary>Words that say it wherever they stand.</summary>
    private static readonly HashSet<string> Anywhere = new(StringComparer.OrdinalIgnoreCase)
    {
        "dir", "dirs", "uri", "uris", "href", "http", "https", "host", "hostname", "server", "endpoint", "address", "webhook", "proxy", "port", "socket",
        "python", "script", "code", "command", "cmd", "shell", "expression", "regex", "sql", "eval", "exec",
    };

    /// <summary>What a text at the end of a name cannot be, only name: <c>start_image</c>, but not <c>image_prompt</c>.</summary>
    private static readonly HashSet<string> Contents = new(StringComparer.OrdinalIgnoreCase)
    {
        "image", "images", "img", "picture", "photo", "video", "videos", "audio", "sound", "music", "mask", "masks", "latent", "latents", "mesh", "media",
    };

    /// <summary>Other words that say it at the end: <c>ckpt_name</c>.</summary>
    private static readonly HashSet<string> References = new(StringComparer.OrdinalIgnoreCase)
    {
        "name", "names", "model", "models", "checkpoint", "ckpt", "lora", "vae", "unet", "embedding", "source", "src", "destination", "dest", "target", "location",
        "root", "workflow",
    };

    /// <summary>What classes are called that reach for something: <c>LoadImageFromPath</c>, <c>Image Save</c>, <c>HttpRequest</c>.</summary>
    private static readonly HashSet<string> Reaching = new(StringComparer.OrdinalIgnoreCase)
    {
        "load", "loader", "save", "saver", "read", "reader", "write", "writer", "import", "export", "open", "download", "downloader", "upload", "uploader", "fetch",
        "request", "http", "web", "url", "api", "path", "file", "files", "folder", "directory", "exec", "execute", "eval", "python", "script", "shell", "command", "sql",
    };

    /// <summary>Whether a choice of that name is one of places: its options are the catalog's, so that other names are harmless.</summary>
    public static bool IsPlace(string input) =>
        Array.Exists(Parts, part => input.Contains(part, StringComparison.OrdinalIgnoreCase)) || WordsOf(input).Any(Anywhere.Contains);

    /// <summary>Whether a file of that name is content that people make, such as a picture.</summary>
    public static bool IsContent(string input) => WordsOf(input).LastOrDefault() is { } word && Contents.Contains(word);

    /// <summary>Whether a text of that name stands for something. A name that is not ASCII tells nothing, so that it may.</summary>
    public static bool IsReference(string input)
    {
        if (!Ascii.IsValid(input) || IsPlace(input) || IsContent(input) || SecretNames.IsSecret(input))
            return true;
        string[] words = [.. WordsOf(input)];
        return words.Length == 0
            || References.Contains(words[^1])
            || (words.Length > 1 && string.Equals(words[^1], "prefix", StringComparison.OrdinalIgnoreCase));
    }

    public static bool ReachesOut(string classType) => WordsOf(classType).Any(Reaching.Contains);

    /// <summary>The words without the numbers that tell inputs of one kind apart.</summary>
    private static IEnumerable<string> WordsOf(string name) => NameWords.Of(name).Where(word => char.IsLetter(word[0]));
}
