using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ComfyTyped.Protocol;
using Polly;

namespace ComfyTyped.Connection;

/// <summary>Requests to the server: its headers, its timeouts, and failures as exceptions of this library.</summary>
internal sealed class ComfyHttp : IDisposable
{
    private const int MaxRedirects = 5;

    private readonly HttpClient _client;
    private readonly HttpClient _bare;
    private readonly TimeProvider _time;
    private readonly TimeSpan _requestTimeout;

    public ComfyHttp(ServerAddress address, ComfyClientOptions options)
    {
        Address = address;
        Credentials = new CredentialCache(options, address.Http);
        _time = options.TimeProvider;
        _requestTimeout = options.RequestTimeout;
        _client = options.HttpClient ?? CreateClient(options.HttpMessageHandler);
        // A given client may have headers of its own, which are the server's secrets as well.
        _bare = options.HttpClient is null ? _client : CreateClient(null);
    }

    public ServerAddress Address { get; }

    public CredentialCache Credentials { get; }

    /// <summary>The client itself, for the socket's handshake: the same proxy, certificates and connections.</summary>
    public HttpMessageInvoker Invoker => _client;

    public void Dispose()
    {
        _bare.Dispose();
    }

    /// <summary>Reads a route.</summary>
    public async Task<PooledBuffer> GetAsync(string route, CancellationToken cancellationToken)
    {
        using LinkedTimeout timeout = Limit(cancellationToken);
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, route, null, timeout.Token, cancellationToken).ConfigureAwait(false);
        await ThrowIfFailedAsync(response, route, timeout.Token, cancellationToken).ConfigureAwait(false);
        return await ReadAsync(response, route, timeout.Token, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks whether a route has something to give, without taking it.</summary>
    /// <returns>Its length, -1 when the server does not tell; null when there is nothing (404).</returns>
    public async Task<long?> FindAsync(string route, CancellationToken cancellationToken)
    {
        using LinkedTimeout timeout = Limit(cancellationToken);
        using HttpResponseMessage response = await SendAsync(HttpMethod.Head, route, null, timeout.Token, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        // Comfy Cloud answers with the way to its storage.
        if ((int)response.StatusCode >= 400)
            throw Failure(route, response.StatusCode, [], RetryAfter.Of(response, _time));
        return response.IsSuccessStatusCode ? response.Content.Headers.ContentLength ?? -1 : -1;
    }

    /// <summary>Posts JSON and gives the answer, whatever its status.</summary>
    public async Task<HttpAnswer> PostAsync(string route, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        using LinkedTimeout timeout = Limit(cancellationToken);
        using var content = new ReadOnlyMemoryContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using HttpResponseMessage response = await SendAsync(HttpMethod.Post, route, content, timeout.Token, cancellationToken).ConfigureAwait(false);
        PooledBuffer body = await ReadAsync(response, route, timeout.Token, cancellationToken).ConfigureAwait(false);
        return new HttpAnswer(response.StatusCode, body) { RetryAfter = RetryAfter.Of(response, _time) };
    }

    /// <summary>Posts anything, for as long as it takes.</summary>
    public async Task<PooledBuffer> UploadAsync(string route, HttpContent content, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Post, route, content, cancellationToken, cancellationToken).ConfigureAwait(false);
        await ThrowIfFailedAsync(response, route, cancellationToken, cancellationToken).ConfigureAwait(false);
        return await ReadAsync(response, route, cancellationToken, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens a route for reading, for as long as it takes once the answer has begun.</summary>
    public async Task<HttpResponseMessage> OpenAsync(string route, CancellationToken cancellationToken)
    {
        using LinkedTimeout timeout = Limit(cancellationToken);
        HttpResponseMessage response = await SendAsync(HttpMethod.Get, route, null, timeout.Token, cancellationToken).ConfigureAwait(false);
        try
        {
            await ThrowIfFailedAsync(response, route, timeout.Token, cancellationToken).ConfigureAwait(false);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>Takes all secrets out of a text that a server or proxy wrote.</summary>
    public string Redact(string text) => Credentials.Redact(Address.Redact(text));

    public ComfyServerException Failure(string route, HttpStatusCode status, ReadOnlySpan<byte> body, TimeSpan? retryAfter = null)
    {
        string excerptOfBody = Encoding.UTF8.GetString(body[..Math.Min(body.Length, 4 * ComfyClientDefaults.ErrorBodyLength)]);
        string text = Redact(excerptOfBody).Trim();
        if (text.Length > ComfyClientDefaults.ErrorBodyLength)
            text = text[..ComfyClientDefaults.ErrorBodyLength];
        string hint = FailureHints.For(status);
        string excerpt = text.Length == 0 ? "" : $" It says: {text}";
        return new ComfyServerException($"The server answered {(int)status} to {RouteName(route)}.{hint}{excerpt}", status, text) { RetryAfter = retryAfter };
    }

    private static HttpClient CreateClient(HttpMessageHandler? handler)
    {
        // Redirects are followed here, not by the handler: it would take the headers along to another server.
        HttpClient client = handler is null
            ? new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
            : new HttpClient(handler, disposeHandler: false);
        client.Timeout = Timeout.InfiniteTimeSpan;
        return client;
    }

    private LinkedTimeout Limit(CancellationToken cancellationToken) => new(_requestTimeout, _time, cancellationToken);

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string route,
        HttpContent? content,
        CancellationToken limited,
        CancellationToken cancellationToken)
    {
        Uri uri = Address.Api(route);
        for (int redirects = 0; ; redirects++)
        {
            bool isServer = Address.IsSameOrigin(uri);
            HttpResponseMessage response;
            try
            {
                response = isServer
                    ? await SendToServerAsync(method, uri, content, limited).ConfigureAwait(false)
                    : await SendAsync(_bare, new HttpRequestMessage(method, uri), limited).ConfigureAwait(false);
            }
            catch (Exception exception) when (AsFailure(exception, route, cancellationToken) is { } failure)
            {
                throw failure;
            }
            if (method != HttpMethod.Get || redirects == MaxRedirects || RedirectOf(response, uri) is not { } target)
                return response;
            response.Dispose();
            uri = target;
        }
    }

    /// <summary>Sends with the credential of the caller's hook; once more with a new one when the server refuses it.</summary>
    private async Task<HttpResponseMessage> SendToServerAsync(HttpMethod method, Uri uri, HttpContent? content, CancellationToken cancellationToken)
    {
        ComfyCredential credential = await Credentials.GetAsync(cancellationToken).ConfigureAwait(false);
        HttpResponseMessage response = await SendAsync(_client, CreateRequest(method, uri, content, credential), cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized || !Credentials.IsUsed || !CanSendAgain(content))
            return response;
        response.Dispose();
        credential = await Credentials.RefreshAsync(credential, cancellationToken).ConfigureAwait(false);
        return await SendAsync(_client, CreateRequest(method, uri, content, credential), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A content without a length comes from a stream that cannot be rewound.</summary>
    public static bool CanSendAgain(HttpContent? content) => content is null || content.Headers.ContentLength is not null;

    /// <summary>The content is the caller's, who may have to send it again: it must not be disposed with the request.</summary>
    private static Task<HttpResponseMessage> SendAsync(HttpClient client, HttpRequestMessage request, CancellationToken cancellationToken) =>
        client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    private HttpRequestMessage CreateRequest(HttpMethod method, Uri uri, HttpContent? content, ComfyCredential credential)
    {
        var request = new HttpRequestMessage(method, credential.ApplyTo(uri))
        {
            Content = content is null or ReplayableContent ? content : new OneTimeContent(content),
        };
        AddHeaders(request);
        if (credential.AsHeader() is { } header)
        {
            request.Headers.Remove(header.Key);
            request.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
        return request;
    }

    private void AddHeaders(HttpRequestMessage request)
    {
        foreach ((string name, string value) in Address.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content?.Headers.TryAddWithoutValidation(name, value);
        }
    }

    /// <summary>A redirect that is safe to follow: Comfy Cloud sends downloads to its storage.</summary>
    private static Uri? RedirectOf(HttpResponseMessage response, Uri from)
    {
        if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
            return null;
        if (!Uri.TryCreate(from, location, out Uri? target))
            return null;
        bool isHttp = target.Scheme == Uri.UriSchemeHttps || (target.Scheme == Uri.UriSchemeHttp && from.Scheme == Uri.UriSchemeHttp);
        return isHttp ? target : null;
    }

    private async Task ThrowIfFailedAsync(HttpResponseMessage response, string route, CancellationToken limited, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
            return;
        using PooledBuffer body = await ReadAsync(response, route, limited, cancellationToken).ConfigureAwait(false);
        // Another server may quote its address, which is an authorization of its own.
        bool isElsewhere = response.RequestMessage?.RequestUri is { } uri && !Address.IsSameOrigin(uri);
        throw Failure(route, response.StatusCode, isElsewhere ? default : body.Span, RetryAfter.Of(response, _time));
    }

    private async Task<PooledBuffer> ReadAsync(HttpResponseMessage response, string route, CancellationToken limited, CancellationToken cancellationToken)
    {
        var body = new PooledBuffer((int)Math.Clamp(response.Content.Headers.ContentLength + 1 ?? 4096, 256, 1 << 20));
        try
        {
            Stream stream = await response.Content.ReadAsStreamAsync(limited).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                int count;
                while ((count = await stream.ReadAsync(body.GetMemory(), limited).ConfigureAwait(false)) > 0)
                    body.Advance(count);
            }
            return body;
        }
        catch (Exception exception)
        {
            body.Dispose();
            if (AsFailure(exception, route, cancellationToken) is { } failure)
                throw failure;
            throw;
        }
    }

    /// <summary>Says a failure of the transport in terms of this library; a cancellation carries the caller's own token.</summary>
    private Exception? AsFailure(Exception exception, string route, CancellationToken cancellationToken) => exception switch
    {
        OperationCanceledException when cancellationToken.IsCancellationRequested =>
            new OperationCanceledException(exception.Message, exception, cancellationToken),
        OperationCanceledException => new ComfyConnectionException(
            $"{Address.Http} did not answer {RouteName(route)} within {_requestTimeout.TotalSeconds} s.", exception),
        // The last is a timeout, an open circuit or a limit of a resilience handler of the application.
        HttpRequestException or IOException or OneTimeContent.SentAgainException or ExecutionRejectedException => new ComfyConnectionException(
            $"{Address.Http} cannot be reached for {RouteName(route)}: {exception.Message}", exception),
        _ => null,
    };

    private static string RouteName(string route) => "/api/" + route.Split('?', 2)[0];
}
