namespace ComfyTyped.Primitives;

/// <summary>What must not be passed on, as it was given. A <see cref="Redactor"/> takes it out of texts.</summary>
internal sealed class Secrets
{
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);

    public IEnumerable<string> Values => _values;

    public void Add(string? secret)
    {
        if (!string.IsNullOrWhiteSpace(secret))
            _values.Add(secret);
    }

    /// <summary>Adds the value of a header, and its parts: of <c>Bearer x</c> what follows the scheme, of a cookie each value.</summary>
    public void AddHeader(string name, string value)
    {
        Add(value);
        if (name.Equals("Cookie", StringComparison.OrdinalIgnoreCase))
        {
            foreach (string cookie in value.Split(';'))
                Add(cookie[(cookie.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim());
        }
        else if (value.IndexOf(' ', StringComparison.Ordinal) is > 0 and int space)
        {
            Add(value[(space + 1)..].Trim());
        }
    }

    /// <summary>Adds <c>user:password</c>; the user's name alone is none.</summary>
    public void AddUserInfo(string userInfo)
    {
        Add(userInfo);
        int colon = userInfo.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0)
            Add(userInfo[(colon + 1)..]);
    }
}
