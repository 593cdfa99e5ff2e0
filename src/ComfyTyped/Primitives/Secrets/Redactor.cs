using System.Text;

namespace ComfyTyped.Primitives;

/// <summary>
/// Takes the secrets of a client out of what a server or proxy sent, which may echo them: out of every answer and message as soon as it is read, and once
/// more out of every text that becomes part of an exception.
/// </summary>
internal sealed class Redactor
{
    private const string Mask = "***";

    private readonly SecretForm[] _forms;
    private readonly byte[][] _needles;

    public Redactor(params IEnumerable<Secrets> secrets)
    {
        _forms = SecretForm.AllOf(secrets.SelectMany(all => all.Values));
        // Where there is no part of a form, there is no form.
        _needles = [.. _forms.Where(form => !Array.Exists(_forms, part => part != form && form.Text.Contains(part.Text, StringComparison.Ordinal))).Select(form => form.Utf8)];
    }

    /// <summary>Takes them out of a text, the longest first, since one may be part of another.</summary>
    public string Redact(string text)
    {
        foreach (SecretForm form in _forms)
            text = form.IsWord ? RedactWord(text, form.Text) : text.Replace(form.Text, Mask, StringComparison.Ordinal);
        return text;
    }

    /// <summary>Takes them out of a text that was cut at its end, with what is left there of one.</summary>
    public string RedactCut(string text)
    {
        // The cut may have hit a letter of several bytes.
        text = Redact(text.TrimEnd('\uFFFD'));
        int longest = 0;
        foreach (SecretForm form in _forms)
        {
            for (int length = Math.Min(form.Text.Length - 1, text.Length); length > longest; length--)
            {
                if (text.AsSpan().EndsWith(form.Text.AsSpan(0, length), StringComparison.Ordinal))
                    longest = length;
            }
        }
        return longest == 0 ? text : text[..^longest] + Mask;
    }

    /// <summary>Takes them out of JSON that a server sent, or of anything else that stands in its place. The bytes stay as they are if there are none.</summary>
    /// <param name="message">The bytes.</param>
    /// <param name="isText">Whether all of it is for people, as the answer of a failed request is, and nothing is an id, an option or a file name.</param>
    public void Redact(PooledBuffer message, bool isText = false)
    {
        if (!MayHoldAny(message.Span))
            return;
        if (new SecretsInJson(_forms, isText).Find(message) is { } found)
            Remove(message, found);
        else
            message.ReplaceEnd(message.Length, Encoding.UTF8.GetBytes(Redact(Encoding.UTF8.GetString(message.Span))));
    }

    /// <summary>Searches bytes for secrets, quickly: what it finds may turn out to be something else.</summary>
    public bool MayHoldAny(ReadOnlySpan<byte> utf8)
    {
        foreach (byte[] needle in _needles)
        {
            if (utf8.IndexOf(needle) >= 0)
                return true;
        }
        return false;
    }

    private static void Remove(PooledBuffer message, List<(int Start, int Length)> found)
    {
        Span<byte> bytes = message.GetWritten(0, message.Length);
        int written = 0;
        int read = 0;
        foreach ((int start, int length) in found)
        {
            bytes[read..start].CopyTo(bytes[written..]);
            written += start - read;
            // No longer than what it replaces, so that everything stays in place.
            int mask = Math.Min(length, Mask.Length);
            bytes.Slice(written, mask).Fill((byte)'*');
            written += mask;
            read = start + length;
        }
        bytes[read..].CopyTo(bytes[written..]);
        message.Truncate(written + bytes.Length - read);
    }

    private static string RedactWord(string text, string word)
    {
        for (int at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at, StringComparison.Ordinal))
        {
            int end = at + word.Length;
            bool isWord = (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]));
            if (isWord)
                text = string.Concat(text.AsSpan(0, at), Mask, text.AsSpan(end));
            at += isWord ? Mask.Length : word.Length;
        }
        return text;
    }
}
