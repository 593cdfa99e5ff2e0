using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ComfyTyped.Primitives;

/// <summary>One of the spellings in which a secret may come back.</summary>
/// <param name="Text">The spelling.</param>
/// <param name="Utf8">Its bytes.</param>
/// <param name="IsUnmistakable">Whether it is surely the secret wherever it stands, and not a word, a number or a part of a file name.</param>
internal readonly record struct SecretForm(string Text, byte[] Utf8, bool IsUnmistakable)
{
    /// <summary>Keys and tokens have more, and no id, option or file name of a server holds so much of one by chance.</summary>
    private const int UnmistakableLength = 12;

    /// <summary>Less than this is in any text, so that only a word of its own counts.</summary>
    private const int ShortestPart = 4;

    /// <summary>Gets whether it counts only where no letter or digit stands beside it.</summary>
    public bool IsWord => Text.Length < ShortestPart;

    /// <summary>Gives every spelling of some secrets once, the longest first, since one may be part of another.</summary>
    public static SecretForm[] AllOf(IEnumerable<string> secrets)
    {
        var forms = new Dictionary<string, SecretForm>(StringComparer.Ordinal);
        foreach (string secret in secrets)
        {
            bool isUnmistakable = secret.Length >= UnmistakableLength && !secret.All(char.IsAsciiDigit);
            foreach (string spelling in SpellingsOf(secret))
                forms[spelling] = new SecretForm(spelling, Encoding.UTF8.GetBytes(spelling), isUnmistakable);
        }
        return [.. forms.Values.OrderByDescending(form => form.Text.Length)];
    }

    private static IEnumerable<string> SpellingsOf(string secret)
    {
        string percent = Uri.EscapeDataString(secret);
        string json = JsonEncodedText.Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
        string python = AsPythonJson(json);
        return
        [
            secret,
            percent,
            percent.Replace("%2F", "/", StringComparison.Ordinal),
            percent.Replace("%20", "+", StringComparison.Ordinal),
            JsonEncodedText.Encode(secret).ToString(),
            json,
            python,
            // A JSON text inside a JSON text, such as the answer of a partner that a node quotes.
            JsonEncodedText.Encode(python, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
            WebUtility.HtmlEncode(secret),
        ];
    }

    /// <summary>Python writes ASCII only, with small digits.</summary>
    private static string AsPythonJson(string json) =>
        string.Concat(json.Select(letter => char.IsAscii(letter) ? letter.ToString() : "\\u" + ((int)letter).ToString("x4", CultureInfo.InvariantCulture)));
}
