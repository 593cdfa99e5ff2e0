namespace ComfyTyped.AspNetCore.Failures;

/// <summary>Texts of a caller or a server within texts of our own.</summary>
internal static class Text
{
    /// <summary>Cuts what is too long to be quoted, between two characters and never within one.</summary>
    public static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)] + "...";
}
