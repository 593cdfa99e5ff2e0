namespace ComfyTyped.Primitives;

/// <summary>Tells by its name whether an input or a header holds a secret, however its words are put together: <c>api_key</c>, <c>OpenaiKey</c>, <c>HF-Token</c>.</summary>
internal static class SecretNames
{
    private static readonly HashSet<string> Secret = new(StringComparer.OrdinalIgnoreCase)
    {
        "secret", "secrets", "password", "passwords", "passwd", "pwd", "passphrase", "passcode", "credential", "credentials", "cred", "creds",
        "auth", "oauth", "authorization", "authentication", "bearer", "jwt", "cookie", "cookies", "keys",
    };

    /// <summary>These have other meanings as well, which the words beside them tell: a token count, a key frame.</summary>
    private static readonly HashSet<string> Ambiguous = new(StringComparer.OrdinalIgnoreCase) { "key", "token" };

    private static readonly HashSet<string> Owners = new(StringComparer.OrdinalIgnoreCase)
    {
        "api", "access", "secret", "private", "account", "license", "signing", "encryption", "client", "master", "session", "refresh",
    };

    private static readonly HashSet<string> SecretAfterwards = new(StringComparer.OrdinalIgnoreCase) { "id", "value", "string", "text", "header", "data", "file", "path", "pair" };

    private static readonly HashSet<string> Amounts = new(StringComparer.OrdinalIgnoreCase) { "max", "min", "num", "per", "new", "n", "next" };

    /// <summary>Words that were written as one.</summary>
    private static readonly string[] Endings =
    [
        "apikey", "accesskey", "secretkey", "privatekey", "authkey", "openaikey", "clientkey", "accountkey", "licensekey", "masterkey", "signingkey",
        "token", "secret", "password", "passwd",
    ];

    public static bool IsSecret(string name)
    {
        string[] words = [.. NameWords.Of(name)];
        for (int index = 0; index < words.Length; index++)
        {
            if (Secret.Contains(words[index]) || (Ambiguous.Contains(words[index]) ? IsSecret(words, index) : EndsAsSecret(words[index])))
                return true;
        }
        return false;
    }

    private static bool IsSecret(string[] words, int index)
    {
        string before = index > 0 ? words[index - 1] : "";
        string? after = index + 1 < words.Length ? words[index + 1] : null;
        return Owners.Contains(before) || (!Amounts.Contains(before) && (after is null || char.IsAsciiDigit(after[0]) || SecretAfterwards.Contains(after)));
    }

    private static bool EndsAsSecret(string word) => Array.Exists(Endings, ending => word.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
