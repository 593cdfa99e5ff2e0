using System.Text;
using ComfyTyped.Options;
using ComfyTyped.Primitives;

namespace ComfyTyped;

/// <summary>What a server, or the proxy before it, wants to see in each request. ComfyUI itself knows no users and no passwords.</summary>
public sealed class ComfyCredential
{
    private readonly string _name;
    private readonly string _value;
    private readonly bool _isQuery;
    private KeyValuePair<string, string>? _socketParameter;

    private ComfyCredential(string name, string value, bool isQuery)
    {
        _name = name;
        _value = value;
        _isQuery = isQuery;
        if (isQuery)
            Secrets.Add(value);
        else
            Secrets.AddHeader(name, value);
    }

    /// <summary>Gets the credential that is none.</summary>
    public static ComfyCredential None { get; } = new("", "", isQuery: true);

    internal Secrets Secrets { get; } = new();

    /// <summary>Makes a header of any name, such as <c>X-API-Key</c> for Comfy Cloud.</summary>
    /// <param name="name">The header's name.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The credential. It takes the place of a header of that name in <see cref="ComfyClientOptions.Headers"/>.</returns>
    /// <exception cref="ArgumentException">It cannot be sent: the name is none, or the value holds a line break.</exception>
    public static ComfyCredential Header(string name, string value)
    {
        ServerAddress.ThrowIfUnsendable(name, value);
        return new ComfyCredential(name, value, isQuery: false);
    }

    /// <summary>Makes <c>Authorization: Bearer token</c>.</summary>
    /// <param name="token">The token.</param>
    /// <returns>The credential.</returns>
    /// <exception cref="ArgumentException">It cannot be sent: it holds a line break.</exception>
    public static ComfyCredential Bearer(string token) => Header("Authorization", "Bearer " + token);

    /// <summary>Makes <c>Authorization: Basic</c> of a user's name and password.</summary>
    /// <param name="user">The name.</param>
    /// <param name="password">The password.</param>
    /// <returns>The credential.</returns>
    public static ComfyCredential Basic(string user, string password)
    {
        string userInfo = $"{user}:{password}";
        ComfyCredential basic = Header("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(userInfo)));
        basic.Secrets.AddUserInfo(userInfo);
        return basic;
    }

    /// <summary>Makes a parameter of the URL, such as <c>token</c>. Proxies write URLs to their logs: prefer a header where there is a choice.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The credential.</returns>
    public static ComfyCredential Query(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        return new ComfyCredential(name, value, isQuery: true);
    }

    /// <summary>Gives its kind without its value.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => _name.Length == 0 ? "none" : $"{(_isQuery ? "query" : "header")} {_name}";

    /// <summary>Gives the same once more, as another object.</summary>
    internal ComfyCredential Copy() => (ComfyCredential)MemberwiseClone();

    /// <summary>Gives the same with a parameter of the URL in place of the header for the socket, whose handshake in a browser has no headers.</summary>
    internal ComfyCredential WithSocketParameter(string name, string value)
    {
        ComfyCredential credential = Copy();
        credential._socketParameter = new(name, value);
        return credential;
    }

    /// <summary>Gives the header to send, or null when it is none.</summary>
    internal KeyValuePair<string, string>? AsHeader() => _isQuery ? null : new(_name, _value);

    /// <summary>Gives the header of the socket's handshake, or null when it is none.</summary>
    internal KeyValuePair<string, string>? AsSocketHeader() => _socketParameter is null ? AsHeader() : null;

    internal Uri ApplyTo(Uri uri) => !_isQuery || _name.Length == 0 ? uri : Add(uri, _name, _value);

    internal Uri ApplyToSocket(Uri uri) => _socketParameter is { } parameter ? Add(uri, parameter.Key, parameter.Value) : ApplyTo(uri);

    private static Uri Add(Uri uri, string name, string value)
    {
        var builder = new UriBuilder(uri);
        string parameter = $"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}";
        builder.Query = builder.Query.Length > 1 ? $"{builder.Query[1..]}&{parameter}" : parameter;
        return builder.Uri;
    }
}
