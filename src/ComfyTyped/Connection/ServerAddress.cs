using System.Text;

namespace ComfyTyped.Connection;

/// <summary>Where a server is, and the headers that it wants to see. Their values are secrets.</summary>
internal sealed class ServerAddress
{
    private readonly List<KeyValuePair<string, string>> _headers;
    private readonly Secrets _secrets = new();

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
            _secrets.AddUserInfo(userInfo);
        }
        foreach ((string name, string value) in _headers)
        {
            ThrowIfUnsendable(name, value);
            _secrets.AddHeader(value);
        }
        _secrets.Add(options.ApiKey ?? "");
        var http = new UriBuilder(url) { UserName = "", Password = "" };
        if (!http.Path.EndsWith('/'))
            http.Path += "/";
        Http = http.Uri;
    }

    /// <summary>The server's root, without credentials, with a slash at its end.</summary>
    public Uri Http { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers => _headers;

    /// <summary>Gives the URL of a route. The form with <c>/api</c> exists everywhere, Comfy Cloud included.</summary>
    public Uri Api(string route) => new(Http, "api/" + route);

    public Uri Socket(string clientId)
    {
        var socket = new UriBuilder(new Uri(Http, "ws")) { Scheme = Http.Scheme == Uri.UriSchemeHttps ? "wss" : "ws", Query = "clientId=" + clientId };
        return socket.Uri;
    }

    public bool IsSameOrigin(Uri other) =>
        Uri.Compare(Http, other, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>Takes the secrets out of a text that a server or proxy wrote: it may echo what it was sent.</summary>
    public string Redact(string text) => _secrets.Redact(text);

    /// <summary>Requests would leave such a header out without a word, and the socket would fail with it in the message.</summary>
    internal static void ThrowIfUnsendable(string name, string value)
    {
        using var request = new HttpRequestMessage();
        request.Content = new ByteArrayContent([]);
        bool isSendable = value.AsSpan().IndexOfAny('\r', '\n', '\0') < 0
            && (request.Headers.TryAddWithoutValidation(name, value) || request.Content.Headers.TryAddWithoutValidation(name, value));
        if (!isSendable)
            throw new ArgumentException($"The header {name} cannot be sent: its name is none, or its value holds a line break.", nameof(ComfyClientOptions.Headers));
    }
}
