using System.Text.Json;

namespace ComfyTyped.Primitives;

/// <summary>
/// Finds secrets in JSON without damage to what the protocol needs. A key or token is taken out wherever it stands. A short password may well be part of an id,
/// an option or a file name, without which no run could be followed and no file be read: it is taken out of what people read.
/// </summary>
/// <param name="forms">The secrets, the longest first.</param>
/// <param name="isText">Whether all of it is for people.</param>
internal readonly struct SecretsInJson(SecretForm[] forms, bool isText)
{
    /// <summary>The members that hold texts of nodes, and the two of a prompt that hold a key.</summary>
    private static readonly byte[][] Texts =
    [
        [.. "exception_message"u8], [.. "exception_type"u8], [.. "traceback"u8], [.. "current_inputs"u8], [.. "current_outputs"u8],
        [.. "execution_error"u8], [.. "error_message"u8], [.. "error"u8], [.. "errors"u8], [.. "node_errors"u8], [.. "message"u8], [.. "details"u8],
        [.. "extra_info"u8], [.. "received_value"u8], [.. "entries"u8], [.. "api_key_comfy_org"u8], [.. "auth_token_comfy_org"u8],
    ];

    /// <returns>Where they are, in their order; null when it is not JSON.</returns>
    public List<(int Start, int Length)>? Find(PooledBuffer message)
    {
        MakeReadable(message);
        var found = new List<(int Start, int Length)>();
        var reader = new Utf8JsonReader(message.Span, PythonJson.Options);
        bool isNextText = false;
        int? textDepth = isText ? -1 : null;
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        isNextText = IsText(ref reader);
                        Find(reader, isForPeople: false, found);
                        continue;
                    case JsonTokenType.String:
                        Find(reader, isNextText || textDepth is not null, found);
                        break;
                    case JsonTokenType.StartObject or JsonTokenType.StartArray when isNextText:
                        textDepth ??= reader.CurrentDepth;
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray when textDepth == reader.CurrentDepth:
                        textDepth = null;
                        break;
                }
                isNextText = false;
            }
            return found;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What Python writes may need another spelling before it can be read; whoever reads it next is spared that.</summary>
    private static void MakeReadable(PooledBuffer message)
    {
        ReadOnlySpan<byte> readable = PythonJson.Normalize(message.Span);
        if (!readable.Overlaps(message.Span))
            message.ReplaceEnd(message.Length, readable);
    }

    private static bool IsText(ref Utf8JsonReader name)
    {
        foreach (byte[] text in Texts)
        {
            if (name.TextEquals(text))
                return true;
        }
        return false;
    }

    private void Find(in Utf8JsonReader reader, bool isForPeople, List<(int Start, int Length)> found)
    {
        ReadOnlySpan<byte> value = reader.ValueSpan;
        int start = (int)reader.TokenStartIndex + 1;
        for (int read = 0; read < value.Length;)
        {
            if (Next(value, read, isForPeople) is not { } next)
                return;
            found.Add((start + next.Start, next.Length));
            read = next.Start + next.Length;
        }
    }

    private (int Start, int Length)? Next(ReadOnlySpan<byte> value, int from, bool isForPeople)
    {
        (int Start, int Length)? first = null;
        foreach (SecretForm form in forms)
        {
            if (!form.IsUnmistakable && !isForPeople)
                continue;
            int end = first is { } earlier ? Math.Min(value.Length, earlier.Start + form.Utf8.Length) : value.Length;
            for (int at = from; at < end; at++)
            {
                int index = value[at..end].IndexOf(form.Utf8);
                if (index < 0)
                    break;
                at += index;
                if (!IsSecret(value, at, form))
                    continue;
                if (first is not { } other || at < other.Start)
                    first = (at, form.Utf8.Length);
                break;
            }
        }
        return first;
    }

    /// <summary>Behind a backslash it is part of an escape such as <c>\n</c>, and to take it out would break the JSON.</summary>
    private static bool IsSecret(ReadOnlySpan<byte> value, int at, in SecretForm form)
    {
        int backslashes = at - (value[..at].LastIndexOfAnyExcept((byte)'\\') + 1);
        if (backslashes % 2 != 0)
            return false;
        int end = at + form.Utf8.Length;
        return !form.IsWord
            || ((at == 0 || !char.IsAsciiLetterOrDigit((char)value[at - 1])) && (end == value.Length || !char.IsAsciiLetterOrDigit((char)value[end])));
    }
}
