using System.Text.Encodings.Web;
using System.Text.Json;

namespace ComfyTyped.Connection;

/// <summary>What must not be told on. A server or proxy may echo what it was sent, and then an exception would hold it.</summary>
internal sealed class Secrets
{
    private readonly HashSet<string> _forms = new(StringComparer.Ordinal);

    /// <summary>Adds a secret in all the forms in which it may come back.</summary>
    public void Add(string secret)
    {
        if (secret.Length == 0)
            return;
        _forms.Add(secret);
        _forms.Add(Uri.EscapeDataString(secret));
        _forms.Add(JsonEncodedText.Encode(secret).ToString());
        _forms.Add(JsonEncodedText.Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString());
    }

    /// <summary>Adds the value of a header; of <c>Bearer x</c> the part behind the scheme is one of its own.</summary>
    public void AddHeader(string value)
    {
        Add(value);
        int space = value.IndexOf(' ', StringComparison.Ordinal);
        if (space >= 0)
            Add(value[(space + 1)..].Trim());
    }

    /// <summary>Adds <c>user:password</c>; the user's name alone is none.</summary>
    public void AddUserInfo(string userInfo)
    {
        Add(userInfo);
        int colon = userInfo.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0)
            Add(userInfo[(colon + 1)..]);
    }

    /// <summary>Takes them out of a text, the longest first, since one may be part of another.</summary>
    public string Redact(string text)
    {
        foreach (string form in _forms.OrderByDescending(form => form.Length))
            text = text.Replace(form, "***", StringComparison.Ordinal);
        return text;
    }
}
