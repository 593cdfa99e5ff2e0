using System.Globalization;
using System.Text;

namespace ComfyTyped.Compiler.Naming;

/// <summary>Splits a text at the characters that an identifier cannot hold.</summary>
internal sealed class NameWords
{
    /// <summary>What is read of a text; a name never needs so much.</summary>
    private const int MaxText = 500;

    private readonly List<NameWord> _words = [];
    private readonly StringBuilder _word = new();

    /// <summary>The words of a text. A sign that tells names apart (<c>+ &amp; %</c> and a <c>-</c> that ends a word) is a word of its own.</summary>
    public static List<NameWord> Split(string text)
    {
        string composed = Compose(text.Length > MaxText ? text.Substring(0, MaxText) : text);
        var words = new NameWords();
        for (int i = 0; i < composed.Length; i++)
            words.Add(composed, i);
        words.EndWord();
        return words._words;
    }

    private void Add(string text, int i)
    {
        char c = text[i];
        if (IsLetterOrDigit(c) || (_word.Length > 0 && IsCombining(c)))
            _word.Append(c);
        else if (SymbolName(text, i) is { } symbol)
            AddSymbol(symbol);
        else if (!IsInvisible(c) && !IsApostropheWithin(text, i))
            EndWord();
    }

    private void AddSymbol(string name)
    {
        EndWord();
        _words.Add(new NameWord(name, IsSymbol: true));
    }

    private void EndWord()
    {
        if (_word.Length > 0)
            _words.Add(new NameWord(_word.ToString(), IsSymbol: false));
        _word.Clear();
    }

    private static string? SymbolName(string text, int i) => text[i] switch
    {
        '+' => "Plus",
        '&' => "And",
        '%' => "Percent",
        '-' when IsLastSign(text, i) => "Minus",
        _ => null,
    };

    private static bool IsLastSign(string text, int i)
    {
        for (int next = i + 1; next < text.Length; next++)
        {
            if (IsLetterOrDigit(text[next]) || text[next] is '-' or '>')
                return false;
        }

        return true;
    }

    private static bool IsApostropheWithin(string text, int i) =>
        text[i] is '\'' or '\u2019' && i > 0 && i + 1 < text.Length && char.IsLetter(text[i - 1]) && char.IsLetter(text[i + 1]);

    private static bool IsLetterOrDigit(char c) => CharUnicodeInfo.GetUnicodeCategory(c)
        is UnicodeCategory.UppercaseLetter
        or UnicodeCategory.LowercaseLetter
        or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter
        or UnicodeCategory.OtherLetter
        or UnicodeCategory.LetterNumber
        or UnicodeCategory.DecimalDigitNumber;

    private static bool IsCombining(char c) =>
        !IsVariationSelector(c)
        && CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>Characters that shape their neighbours and are not seen: joiners, marks of direction, choices between emoji and text.</summary>
    private static bool IsInvisible(char c) => IsVariationSelector(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format;

    private static bool IsVariationSelector(char c) => c is >= '\uFE00' and <= '\uFE0F';

    /// <summary>Composed characters, as keyboards type them. A text with half a surrogate pair cannot be composed.</summary>
    private static string Compose(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return text;
        }
    }
}

/// <summary>A word of a name.</summary>
/// <param name="Text">The word.</param>
/// <param name="IsSymbol">Whether it stands for a sign.</param>
internal readonly record struct NameWord(string Text, bool IsSymbol);
