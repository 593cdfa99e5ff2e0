using System.Text;

namespace ComfyTyped.Compiler.Naming;

/// <summary>Makes C# identifiers in Pascal case from any text. An identifier is never a keyword, for no keyword begins with a capital.</summary>
internal static class CSharpName
{
    /// <summary>The longest identifier: longer ones end after the last word that fits.</summary>
    public const int MaxLength = 60;

    private static readonly HashSet<string> Keywords = new(
        """
        abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit
        extern false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null object operator out
        override params private protected public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this throw
        true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while
        """.Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries),
        StringComparer.Ordinal);

    /// <summary>
    /// A name for a title or a class: <c>VAEDecode</c> stays, <c>VAE Decode</c> becomes <c>VaeDecode</c>, <c>ImageResize+</c> becomes
    /// <c>ImageResizePlus</c>.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="fallback">The name of a text that has no character an identifier can hold.</param>
    public static string FromText(string text, string fallback)
    {
        List<NameWord> words = NameWords.Split(text);
        return Join(words, softensCapitals: words.Count(word => !word.IsSymbol) > 1) ?? fallback;
    }

    /// <summary>A name for an input, an output or a type: <c>noise_seed</c> becomes <c>NoiseSeed</c>, <c>VAE</c> becomes <c>Vae</c>.</summary>
    /// <param name="name">The wire name.</param>
    /// <param name="fallback">The name of a wire name that has no character an identifier can hold.</param>
    public static string FromWireName(string name, string fallback) => Join(NameWords.Split(name), softensCapitals: true) ?? fallback;

    /// <summary>The name of a parameter for one in Pascal case: <c>LongerSize</c> becomes <c>longerSize</c>, <c>Class</c> becomes <c>@class</c>.</summary>
    public static string ToParameter(string name)
    {
        string parameter = char.ToLowerInvariant(name[0]) + name.Substring(1);
        return Keywords.Contains(parameter) ? "@" + parameter : parameter;
    }

    private static string? Join(List<NameWord> words, bool softensCapitals)
    {
        var name = new StringBuilder();
        foreach (NameWord word in words)
        {
            string text = Capitalize(softensCapitals && IsAllCapitals(word.Text) ? word.Text.ToLowerInvariant() : word.Text);
            if (name.Length > 0 && char.IsDigit(name[name.Length - 1]) && char.IsDigit(text[0]))
                text = "_" + text;
            if (name.Length > 0 && name.Length + text.Length > MaxLength)
                break;
            name.Append(text, 0, Math.Min(text.Length, MaxLength));
        }

        if (name.Length == 0)
            return null;
        return char.IsDigit(name[0]) ? "_" + name : name.ToString();
    }

    private static string Capitalize(string word) => char.ToUpperInvariant(word[0]) + word.Substring(1);

    private static bool IsAllCapitals(string word) => word.Count(char.IsLetter) >= 3 && word.All(c => char.IsUpper(c) || char.IsDigit(c));
}
