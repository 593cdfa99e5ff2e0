using System.Text;
using ComfyTyped.Primitives;

namespace ComfyTyped.Options;

/// <summary>Where a server is, and the headers that it wants to see. Their values are secrets.</summary>
internal sealed class ServerAddress
{
    private readonly List<KeyValuePair<string, string>> _headers;

    public ServerAddress(Uri url, ComfyClientOptions options)
    {
        if (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
            throw new ArgumentException("The URL of a ComfyUI server starts with http:// or https://, such as http://127.0.0.1:8188.", nameof(url));
        if (url.Query.Length > 0 || url.Fragment.Length > 0)
            throw new ArgumentException("The URL of a ComfyUI server has no query and no fragment; secrets belong into the headers.", nameof(url));
        _headers = [.. options.Headers];
        if (url.UserInfo.Length > 0)
        {
            string userInfo = Uri.UnescapeDataString(url.UserInfo);
            _headers.Add(new("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(userInfo))));
            Secrets.AddUserInfo(userInfo);
        }
        foreach ((string name, string value) in _headers)
        {
            ThrowIfUnsendable(name, value);
            Secrets.AddHeader(name, value);
        }
        Secrets.Add(options.ApiKey);
        foreach ((string name, IEnumerable<string> values) in options.HttpClient?.DefaultRequestHeaders ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
        {
            if (SecretNames.IsSecret(name))
                Secrets.AddHeader(name, string.Join(' ', values));
        }
        var http = new UriBuilder(url) { UserName = "", Password = "" };
        if (!http.Path.EndsWith('/'))
            http.Path += "/";
        Http = http.Uri;
    }

    /// <summary>The server's root, without credentials, with a slash at its end.</summary>
    public Uri Http { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers => _headers;

    /// <summary>Gets what the server is sent and may echo, other than what <see cref="ComfyClientOptions.Credentials"/> gives.</summary>
    public Secrets Secrets { get; } = new();

    /// <summary>Gives the URL of a route. The form with <c>/api</c> exists everywhere, Comfy Cloud included.</summary>
    public Uri Api(string route) => new(Http, "api/" + route);

    public Uri Socket(string clientId)
    {
        var socket = new UriBuilder(new Uri(Http, "ws")) { Scheme = Http.Scheme == Uri.UriSchemeHttps ? "wss" : "ws", Query = "clientId=" + clientId };
        return socket.Uri;
    }

    public bool IsSameOrigin(Uri other) =>
        Uri.Compare(Http, other, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>Requests would leave such a header out without a word, and the socket would fail with it in the message.</summary>
    internal static void ThrowIfUnsendable(string name, string value)
    {
        using var request = new HttpRequestMessage();
        request.Content = new ByteArrayContent([]);
        bool isSendable = value.AsSpan().IndexOfAny('\r', '\n', '\0') < 0
            && (request.Headers.TryAddWithoutValidation(name, value) || request.Content.Headers.TryAddWithoutValidation(name, value));
        if (!isSendable)
            throw new ArgumentException($"The header {name} cannot be sent: its name is invalid, or its value holds a line break.", nameof(ComfyClientOptions.Headers));
    }
}
