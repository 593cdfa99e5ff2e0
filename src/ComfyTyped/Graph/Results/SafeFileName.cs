using System.Text;

namespace ComfyTyped.Graph;

/// <summary>
/// Makes a file name of whatever a server calls a file: one that looks like what it is, and that nothing acts on by itself. The rules of Windows hold
/// everywhere, so that one run gives the same names on every machine, and no name means a folder, a device or a stream.
/// </summary>
internal static class SafeFileName
{
    /// <summary>File systems end at 255 bytes; the number of a copy goes on top.</summary>
    private const int MaxBytes = 200;

    private const string Fallback = "file";

    /// <summary>What file managers and web servers act on when they find it in a folder.</summary>
    private static readonly HashSet<string> ActingNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "desktop.ini", "autorun.inf", "thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "folder.htt", "web.config",
    };

    /// <summary>Shortcuts and the like: file managers read them, and fetch what they point to, to show an icon.</summary>
    private static readonly HashSet<string> ActingExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".lnk", ".url", ".website", ".scf", ".desktop", ".library-ms", ".search-ms", ".searchconnector-ms",
    };

    /// <summary>Gives the name. A name that is safe stays as it is.</summary>
    public static string From(string name)
    {
        string safe = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];

        // A rule can make work for another one: a name that is cut may end in ".lnk" then, or in half an emoji.
        for (string? before = null; before != safe;)
        {
            before = safe;
            safe = Once(safe);
        }
        return safe;
    }

    private static string Once(string name)
    {
        string trimmed = TrimEnds(Shorten(VisibleText.Of(name)));
        if (trimmed.Length == 0)
            return Fallback;

        // A leading dot hides a file on Unix, and makes a configuration file of some; a leading hyphen makes an option of it.
        if (trimmed[0] is '.' or '-' || IsDevice(trimmed) || ActingNames.Contains(trimmed))
            trimmed = "_" + trimmed;
        return ActingExtensions.Contains(Path.GetExtension(trimmed)) ? trimmed + "_" : trimmed;
    }

    /// <summary>Windows leaves dots and spaces at the end out, so that two names would be one.</summary>
    private static string TrimEnds(string name)
    {
        int start = 0;
        int end = name.Length;
        while (end > 0 && (name[end - 1] == '.' || VisibleText.IsSpace(name[end - 1])))
            end--;
        while (start < end && VisibleText.IsSpace(name[start]))
            start++;
        return name[start..end];
    }

    /// <summary>Cuts a name that is too long; the extension is what should survive.</summary>
    private static string Shorten(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= MaxBytes)
            return name;
        string extension = Path.GetExtension(name);
        if (Encoding.UTF8.GetByteCount(extension) > MaxBytes / 4)
            extension = "";
        var stem = new StringBuilder();
        int bytes = Encoding.UTF8.GetByteCount(extension);
        foreach (Rune rune in name[..^extension.Length].EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > MaxBytes)
                break;
            stem.Append(rune.ToString());
        }
        return stem.Append(extension).ToString();
    }

    private static bool IsDevice(string name)
    {
        string stem = name.Split('.', 2)[0].TrimEnd().ToUpperInvariant();
        return stem is "CON" or "PRN" or "AUX" or "NUL" or "CONIN$" or "CONOUT$"
            || (stem.Length == 4 && (stem.StartsWith("COM", StringComparison.Ordinal) || stem.StartsWith("LPT", StringComparison.Ordinal))
                && (char.IsAsciiDigit(stem[3]) || stem[3] is '¹' or '²' or '³'));
    }
}
