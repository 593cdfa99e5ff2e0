using System.Text;

namespace ComfyTyped.Compiler.Naming;

/// <summary>Makes C# identifiers in Pascal case from any text. An identifier is never a keyword, for no keyword begins with a capital.</summary>
internal static class CSharpName
{
    /// <summary>The longest identifier: longer ones end after the last word that fits.</summary>
    public const int MaxLength = 60;

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
