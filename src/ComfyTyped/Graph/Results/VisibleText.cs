using System.Buffers;
using System.Globalization;
using System.Text;

namespace ComfyTyped.Graph;

/// <summary>
/// Leaves of a file name what can be seen, in the order in which it is seen: without format characters such as <c>U+202E</c>, which shows <c>gnp.exe</c> as
/// <c>exe.png</c>, and without runs of spaces, which push an extension out of sight. Letters of all scripts and emoji stay, with the joiners and variation
/// selectors that these are written with.
/// </summary>
internal static class VisibleText
{
    private const int EmojiSelector = 0xFE0F;
    private const int TextSelector = 0xFE0E;
    private const int BlankBraille = 0x2800;

    private static readonly SearchValues<char> Forbidden = SearchValues.Create("<>:\"|?*/\\");

    public static string Of(string text)
    {
        var visible = new StringBuilder(text.Length);
        Rune before = default;
        Rune[] runes = [.. text.EnumerateRunes()];
        for (int i = 0; i < runes.Length; i++)
        {
            Rune rune = IsForbidden(runes[i]) ? new Rune('_') : runes[i];
            Rune next = i + 1 < runes.Length ? runes[i + 1] : default;
            if ((IsInvisible(rune) && !IsNeeded(rune, before, next)) || (IsSpace(rune) && IsSpace(before)))
                continue;
            visible.Append(rune.ToString());
            before = rune;
        }
        return visible.ToString();
    }

    /// <summary>Whether a character leaves a gap and nothing else.</summary>
    public static bool IsSpace(char character) => char.IsWhiteSpace(character) || character == BlankBraille;

    private static bool IsSpace(Rune rune) => rune.IsBmp && IsSpace((char)rune.Value);

    /// <summary>What Windows takes in no name, what breaks a line, and what is no character.</summary>
    private static bool IsForbidden(Rune rune) =>
        (rune.IsBmp && Forbidden.Contains((char)rune.Value))
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value is >= 0xFDD0 and <= 0xFDEF
        || (rune.Value & 0xFFFE) == 0xFFFE;

    /// <summary>Format characters, and what else Unicode says to show nothing for (<c>Default_Ignorable_Code_Point</c>).</summary>
    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format || rune.Value
        is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or (>= 0x2060 and <= 0x206F) or 0x3164
        or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xFFF0 and <= 0xFFF8) or (>= 0xE0000 and <= 0xE0FFF);

    /// <summary>Whether an invisible character is part of what is written before it.</summary>
    private static bool IsNeeded(Rune rune, Rune before, Rune next) => rune.Value switch
    {
        0x200C or 0x200D => IsJoined(before) && IsJoined(next) && !IsInvisible(next),
        EmojiSelector or TextSelector => before.Value != 0 && !Rune.IsLetter(before) && !IsInvisible(before) && !IsSpace(before),
        (>= 0x180B and <= 0x180D) or 0x180F or (>= 0xFE00 and <= 0xFE0D) or (>= 0xE0100 and <= 0xE01EF) =>
            Rune.GetUnicodeCategory(before) == UnicodeCategory.OtherLetter,
        _ => false,
    };

    /// <summary>Whether a joiner makes a difference beside it: in scripts without capitals, and in emoji.</summary>
    private static bool IsJoined(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
        or UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol;
}
