using System.Globalization;
using System.Text;
using ComfyTyped.Graph;
using CsCheck;

namespace ComfyTyped.Tests.Results;

public class SafeFileNameTests
{
    private static readonly string[] Devices = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "COM1", "COM²", "LPT9", "LPT³"];

    /// <summary>What hostile names are made of, beside whatever Unicode has.</summary>
    private static readonly string[] Pieces =
    [
        .. Devices, "con", "nul", "desktop.ini", "Autorun.inf", "THUMBS.DB", "web.config", ".lnk", ".url", ".desktop", ".png", ".exe", ".tar.gz", ".", "..", "...", "-", "_", " ", "  ",
        "/", "\\", ":", "*", "?", "\"", "<", ">", "|", "\0", "\n", "\u007f", "\u0085", "\u00a0", "\u3000", "\u2800", "\u2028", "\u202e", "\u202a", "\u2066", "\u2069", "\u200b", "\u200c",
        "\u200d", "\ufeff", "\u00ad", "\u034f", "\u3164", "\ufe0f", "\ufe0e", "\u180b", "\ufffe", "\ufdd0", "\ud800", "\udc00", "\U000e0041", "\U000e0100", "\U0001d173", "a", "ı", "İ", "é",
        "e\u0301", "क", "्", "ष", "م", "画", "👩", "❤", "🔥", "👍", "\U0001f3fd", "1", "\u20e3",
        new('x', 190), new('画', 66),
    ];

    private static readonly Gen<string> Names = Gen.OneOf(
        Gen.Int[0, Pieces.Length - 1].Select(index => Pieces[index]).Array[0, 8].Select(string.Concat),
        Gen.Int[0, 0xFFFF].Select(unit => ((char)unit).ToString()).Array[0, 300].Select(string.Concat),
        Gen.Int[0, 0x10F7FF].Select(index => new Rune(index < 0xD800 ? index : index + 0x800).ToString()).Array[0, 20].Select(string.Concat));

    [Theory]
    [InlineData("photo.png")]
    [InlineData("archive.tar.gz")]
    [InlineData("Final picture (1).png")]
    [InlineData("crème brûlée.png")]
    [InlineData("画像_00001_.png")]
    [InlineData("Ænima – Ünïcode №5.webp")]
    [InlineData("हिन्दी क्‍ष.png")]
    [InlineData("می‌خواهم.png")]
    [InlineData("שלום.png")]
    [InlineData("👩‍❤️‍🔥 👍🏽 1️⃣.png")]
    [InlineData("葛\U000e0100飾.png")]
    [InlineData("desktop.ini.png")]
    [InlineData("console.png")]
    [InlineData("COM10.txt")]
    [InlineData("a-b.c_d~e@f#g$h%i&j'k+l,m;n=o[p]q{r}.png")]
    public void A_harmless_name_stays_as_it_is(string name) => Assert.Equal(name, SafeFileName.From(name));

    [Theory]
    [InlineData("photo\u202egnp.exe", "photognp.exe")]
    [InlineData("\u2066a\u2069.png", "a.png")]
    [InlineData("a\u200b\ufeff\u00ad\u3164b.png", "ab.png")]
    [InlineData("a\u200db.png", "ab.png")]
    [InlineData("a\ufe0f.png", "a.png")]
    [InlineData("\u202e", "file")]
    [InlineData("invoice.pdf                    .exe", "invoice.pdf .exe")]
    [InlineData("invoice.pdf\u2800\u2800\u3000\u00a0.exe", "invoice.pdf\u2800.exe")]
    [InlineData("two\u2028lines.png", "two_lines.png")]
    [InlineData("no\ufffecharacter.png", "no_character.png")]
    [InlineData(".bashrc", "_.bashrc")]
    [InlineData("\u200b.htaccess", "_.htaccess")]
    [InlineData("-rf", "_-rf")]
    [InlineData("dots. \u00a0.", "dots")]
    [InlineData("Desktop.ini", "_Desktop.ini")]
    [InlineData("desk\u200btop.ini. ", "_desktop.ini")]
    [InlineData("AUTORUN.INF", "_AUTORUN.INF")]
    [InlineData("thumbs.db", "_thumbs.db")]
    [InlineData("web.config", "_web.config")]
    [InlineData("readme.txt.LNK", "readme.txt.LNK_")]
    [InlineData("a.library-ms", "a.library-ms_")]
    [InlineData("COM¹.png", "_COM¹.png")]
    [InlineData("lpt3 .png", "_lpt3 .png")]
    [InlineData("C\u200bON", "_CON")]
    [InlineData("a.png:hidden.exe", "a.png_hidden.exe")]
    [InlineData("a.png::$DATA", "a.png__$DATA")]
    [InlineData("folder/..\\x.png", "x.png")]
    public void A_name_that_misleads_or_acts_becomes_one_that_does_not(string name, string safe) => Assert.Equal(safe, SafeFileName.From(name));

    [Fact]
    public void A_long_name_keeps_its_extension_and_no_half_of_a_character()
    {
        string name = SafeFileName.From(string.Concat(Enumerable.Repeat("👩‍❤️‍🔥", 100)) + ".png");

        Assert.InRange(Encoding.UTF8.GetByteCount(name), 170, 200);
        Assert.EndsWith(".png", name, StringComparison.Ordinal);
        Assert.DoesNotContain('\ufffd', name);
    }

    [Fact]
    public void Whatever_a_server_calls_a_file_the_name_is_safe() => Names.Sample(
        name =>
        {
            string safe = SafeFileName.From(name);
            string stem = safe.Split('.')[0].TrimEnd();

            Assert.Equal(safe, SafeFileName.From(safe));
            Assert.InRange(Encoding.UTF8.GetByteCount(safe), 1, 200);
            Assert.Equal(-1, safe.AsSpan().IndexOfAny("<>:\"/\\|?*"));
            Assert.False(safe[0] is '.' or '-' or ' ', safe);
            Assert.False(safe[^1] is '.' or ' ', safe);
            Assert.DoesNotContain("  ", safe, StringComparison.Ordinal);
            Assert.DoesNotContain(stem, Devices, StringComparer.OrdinalIgnoreCase);
            Assert.DoesNotContain(safe, (string[])["desktop.ini", "autorun.inf", "thumbs.db", "web.config"], StringComparer.OrdinalIgnoreCase);
            Assert.DoesNotContain(Path.GetExtension(safe), (string[])[".lnk", ".url", ".desktop"], StringComparer.OrdinalIgnoreCase);
            Assert.All(safe.EnumerateRunes(), rune => Assert.True(IsHarmless(rune), $"U+{rune.Value:X4} in {safe}"));
        },
        iter: 20_000);

    // Joiners and selectors are where the cases above have them.
    private static bool IsHarmless(Rune rune) => rune.Value is 0x200C or 0x200D
        || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.Surrogate);
}
