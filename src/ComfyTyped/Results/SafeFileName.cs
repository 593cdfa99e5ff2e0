using System.Buffers;
using System.Text;

namespace ComfyTyped.Results;

/// <summary>
/// Makes a file name of whatever a server calls a file. The rules of Windows hold everywhere, so that one run gives the same names on every
/// machine, and no name means a folder, a device or a stream.
/// </summary>
internal static class SafeFileName
{
    private const int MaxLength = 200;
    private const string Fallback = "file";
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("<>:\"|?*");

    public static string From(string name)
    {
        string last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var safe = new StringBuilder(last.Length);
        foreach (Rune rune in last.EnumerateRunes())
            safe.Append(Rune.IsControl(rune) || (rune.IsBmp && Forbidden.Contains((char)rune.Value)) ? "_" : rune.ToString());
        string trimmed = Shorten(safe.ToString()).Trim().TrimEnd('.', ' ');
        if (trimmed.Length == 0)
            return Fallback;
        return IsDevice(trimmed) ? "_" + trimmed : trimmed;
    }

    /// <summary>File systems end at 255 bytes; the extension is what should survive.</summary>
    private static string Shorten(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= MaxLength)
            return name;
        string extension = Path.GetExtension(name);
        if (Encoding.UTF8.GetByteCount(extension) > MaxLength / 4)
            extension = "";
        var stem = new StringBuilder();
        int bytes = Encoding.UTF8.GetByteCount(extension);
        foreach (Rune rune in name[..^extension.Length].EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > MaxLength)
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
