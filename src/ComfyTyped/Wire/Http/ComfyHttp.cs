using System.Net;
using System.Net.Http.Headers;
using ComfyTyped.Options;
using ComfyTyped.Primitives;

namespace ComfyTyped.Wire;

/// <summary>Requests to the server: its headers, its limits in time and bytes, and failures as exceptions of this library.</summary>
internal sealed class ComfyHttp : IDisposable
{
    private const string PromptRoute = "prompt";
    private const int MaxRedirects = 5;

    private readonly HttpClient _client;
    private readonly HttpClient? _own;
    private readonly HttpClient _elsewhere;
    private readonly RedirectGuard _guard;

    // Some hundred runs at once must not open some hundred connections; and what hangs must not keep a cancellation waiting.
    private readonly SemaphoreSlim _reads = new(ComfyClientDefaults.ParallelRequests);
    private readonly SemaphoreSlim _prompts = new(ComfyClientDefaults.ParallelRequests);
    private readonly SemaphoreSlim _orders = new(ComfyClientDefaults.ParallelRequests);

    public ComfyHttp(ServerAddress address, ComfyClientOptions options)
    {
        Address = address;
        Options = options;
        Credentials = new CredentialCache(options, address.Http, address.Secrets);
        Failures = new HttpFailures(address, Credentials);
        _guard = new RedirectGuard(address.Http);
        _client = options.HttpClient ?? (_own = new HttpClient(options.HttpMessageHandler ?? ServerHandler.Create(options.ConnectTimeout), options.HttpMessageHandler is null)
        {
            Timeout = Timeout.InfiniteTimeSpan,
        });
        // Never the application's: what its handlers add is meant for the server alone.
        _elsewhere = new HttpClient(ServerHandler.Create(options.ConnectTimeout, _guard.ResolveAsync)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public ServerAddress Address { get; }

    public ComfyClientOptions Options { get; }

    public CredentialCache Credentials { get; }

    public HttpFailures Failures { get; }

    /// <summary>Gets what takes the client's secrets out of whatever the server sends.</summary>
    public Redactor Redactor => Credentials.Redactor;

    /// <summary>The client itself, for the socket's handshake: the same proxy, certificates and connections.</summary>
    public HttpMessageInvoker Invoker => _client;

    public void Dispose()
    {
        Credentials.Dispose();
        _own?.Dispose();
        _elsewhere.Dispose();
    }

    /// <summary>Reads a route.</summary>
    public async Task<PooledBuffer> GetAsync(string route, CancellationToken cancellationToken)
    {
        ComfyCredential credential = await Credentials.GetAsync(cancellationToken).ConfigureAwait(false);
        using Turn turn = await Turn.TakeAsync(_reads, cancellationToken).ConfigureAwait(false);
        using RequestLimit limit = LimitRequest(cancellationToken);
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, route, null, credential, limit).ConfigureAwait(false);
        await ThrowIfFailedAsync(response, route, limit).ConfigureAwait(false);
        return await ReadAsync(response, route, limit).ConfigureAwait(false);
    }

    /// <summary>Asks whether a route has something to give, without taking it.</summary>
    /// <returns>Its length, -1 when the server does not tell; null when there is nothing (404).</returns>
    public async Task<long?> FindAsync(string route, CancellationToken cancellationToken)
    {
        ComfyCredential credential = await Credentials.GetAsync(cancellationToken).ConfigureAwait(false);
        using Turn turn = await Turn.TakeAsync(_reads, cancellationToken).ConfigureAwait(false);
        using RequestLimit limit = LimitRequest(cancellationToken);
        using HttpResponseMessage response = await SendAsync(HttpMethod.Head, route, null, credential, limit).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        // Comfy Cloud answers with the way to its storage.
        if ((int)response.StatusCode >= 400)
            throw Failures.Of(route, AnswerOf(response, new PooledBuffer(0), isCut: false));
        return response.IsSuccessStatusCode ? response.Content.Headers.ContentLength ?? -1 : -1;
    }

    /// <summary>Posts JSON and gives the answer, whatever its status: all of it if it is good, or says what is wrong with a prompt.</summary>
    public async Task<HttpAnswer> PostAsync(string route, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        ComfyCredential credential = await Credentials.GetAsync(cancellationToken).ConfigureAwait(false);
        using Turn turn = await Turn.TakeAsync(route == PromptRoute ? _prompts : _orders, cancellationToken).ConfigureAwait(false);
        using RequestLimit limit = LimitRequest(cancellationToken);
        using var content = new ReadOnlyMemoryContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using HttpResponseMessage response = await SendAsync(HttpMethod.Post, route, content, credential, limit).ConfigureAwait(false);
        if (response.IsSuccessStatusCode || (route == PromptRoute && response.StatusCode == HttpStatusCode.BadRequest))
            return AnswerOf(response, await ReadAsync(response, route, limit).ConfigureAwait(false), isCut: false);
        return await ReadFailureAsync(response, route, limit).ConfigureAwait(false);
    }

    /// <summary>Posts a file, for as long as it moves.</summary>
    public async Task<PooledBuffer> UploadAsync(string route, HttpContent content, CancellationToken cancellationToken)
    {
        ComfyCredential credential = await Credentials.GetAsync(cancellationToken).ConfigureAwait(false);
        using RequestLimit limit = LimitTransfer(cancellationToken);
        using HttpResponseMessage response = await SendAsync(HttpMethod.Post, route, content, credential, limit).ConfigureAwait(false);
        await ThrowIfFailedAsync(response, route, limit).ConfigureAwait(false);
        return await ReadAsync(response, route, limit).ConfigureAwait(false);
    }

    /// <summary>Opens a file for reading; the server may redirect to another one that has it. Reading it has limits of its own.</summary>
    public async Task<HttpResponseMessage> OpenAsync(string route, CancellationToken cancellationToken)
    {
        ComfyCredential credential = await Credentials.GetAsync(cancellationToken).ConfigureAwait(false);
        using RequestLimit limit = LimitRequest(cancellationToken);
        HttpResponseMessage response = await SendAsync(HttpMethod.Get, route, null, credential, limit, mayLeave: true).ConfigureAwait(false);
        try
        {
            await ThrowIfFailedAsync(response, route, limit).ConfigureAwait(false);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>Limits a step of a transfer.</summary>
    public RequestLimit LimitTransfer(CancellationToken cancellationToken) =>
        new(Options.TransferStallTimeout, nameof(ComfyClientOptions.TransferStallTimeout), Options.TimeProvider, cancellationToken);

    /// <summary>A content without a length comes from a stream that cannot be rewound.</summary>
    public static bool CanSendAgain(HttpContent? content) => content is null || content.Headers.ContentLength is not null;

    private RequestLimit LimitRequest(CancellationToken cancellationToken) =>
        new(Options.RequestTimeout, nameof(ComfyClientOptions.RequestTimeout), Options.TimeProvider, cancellationToken);

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string route,
        HttpContent? content,
        ComfyCredential credential,
        RequestLimit limit,
        bool mayLeave = false)
    {
        Uri uri = Address.Api(route);
        for (int redirects = 0; ; redirects++)
        {
            HttpResponseMessage response;
            try
            {
                response = Address.IsSameOrigin(uri)
                    ? await SendToServerAsync(method, uri, content, credential, limit).ConfigureAwait(false)
                    : await SendAsync(_elsewhere, new HttpRequestMessage(method, uri), limit).ConfigureAwait(false);
            }
            catch (Exception exception) when (Failures.Of(exception, route, uri, limit) is { } failure)
            {
                throw failure;
            }
            if (method != HttpMethod.Get || redirects == MaxRedirects || RedirectGuard.TargetOf(response, uri) is not { } target)
                return response;
            if (!Address.IsSameOrigin(target))
            {
                if (!mayLeave)
                    return response;
                await ThrowIfRefusedAsync(route, target, response, limit).ConfigureAwait(false);
            }
            response.Dispose();
            uri = target;
        }
    }

    /// <summary>Sends with the credential of the caller's hook; once more with a new one when the server refuses it.</summary>
    private async Task<HttpResponseMessage> SendToServerAsync(HttpMethod method, Uri uri, HttpContent? content, ComfyCredential credential, RequestLimit limit)
    {
        HttpResponseMessage response = await SendAsync(_client, CreateRequest(method, uri, content, credential, limit), limit).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized || !Credentials.IsUsed || !CanSendAgain(content))
            return response;
        response.Dispose();
        limit.Pause();
        credential = await Credentials.RefreshAsync(credential, limit.Caller).ConfigureAwait(false);
        limit.Restart();
        return await SendAsync(_client, CreateRequest(method, uri, content, credential, limit), limit).ConfigureAwait(false);
    }

    /// <summary>The content is the caller's, who may have to send it again: it must not be disposed with the request.</summary>
    private static Task<HttpResponseMessage> SendAsync(HttpClient client, HttpRequestMessage request, RequestLimit limit) =>
        client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);

    private HttpRequestMessage CreateRequest(HttpMethod method, Uri uri, HttpContent? content, ComfyCredential credential, RequestLimit limit)
    {
        var request = new HttpRequestMessage(method, credential.ApplyTo(uri))
        {
            Content = content switch { null => null, ReplayableContent => new UploadContent(content, limit), _ => new OneTimeContent(content) },
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

    private async Task ThrowIfRefusedAsync(string route, Uri target, HttpResponseMessage response, RequestLimit limit)
    {
        try
        {
            await _guard.ThrowIfRefusedAsync(target, limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            response.Dispose();
            throw Failures.Of(exception, route, target, limit) ?? exception;
        }
    }

    private async Task ThrowIfFailedAsync(HttpResponseMessage response, string route, RequestLimit limit)
    {
        if (response.IsSuccessStatusCode)
            return;
        // Another server may quote its address, which is an authorization of its own.
        bool isElsewhere = response.RequestMessage?.RequestUri is { } uri && !Address.IsSameOrigin(uri);
        using HttpAnswer answer = isElsewhere
            ? AnswerOf(response, new PooledBuffer(0), isCut: false)
            : await ReadFailureAsync(response, route, limit).ConfigureAwait(false);
        throw Failures.Of(route, answer);
    }

    private HttpAnswer AnswerOf(HttpResponseMessage response, PooledBuffer body, bool isCut) => new(response.StatusCode, body)
    {
        IsCut = isCut,
        RetryAfter = RetryAfter.Of(response, Options.TimeProvider),
        Redirect = RedirectGuard.IsRedirect(response.StatusCode) ? FailureHints.ForRedirect(response.Headers.Location, response.RequestMessage?.RequestUri ?? Address.Http) : null,
    };

    private async Task<PooledBuffer> ReadAsync(HttpResponseMessage response, string route, RequestLimit limit)
    {
        PooledBuffer? body = null;
        try
        {
            body = await ResponseBody.ReadAsync(response, Options.MaxResponseBytes, limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (Failures.Of(exception, route, Address.Http, limit) is { } failure)
        {
            throw failure;
        }
        if (body is null)
            throw Failures.TooLarge(route, response.StatusCode, Options.MaxResponseBytes);
        Redactor.Redact(body, isText: !response.IsSuccessStatusCode);
        return body;
    }

    /// <summary>Reads no more of a failure than an exception shows.</summary>
    private async Task<HttpAnswer> ReadFailureAsync(HttpResponseMessage response, string route, RequestLimit limit)
    {
        try
        {
            (PooledBuffer body, bool isCut) = await ResponseBody.ReadStartAsync(response, HttpFailures.LongestBody, limit.Token).ConfigureAwait(false);
            return AnswerOf(response, body, isCut);
        }
        catch (Exception exception) when (Failures.Of(exception, route, Address.Http, limit) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>A place among the requests of a kind.</summary>
    private readonly struct Turn(SemaphoreSlim places) : IDisposable
    {
        public static async Task<Turn> TakeAsync(SemaphoreSlim places, CancellationToken cancellationToken)
        {
            await places.WaitAsync(cancellationToken).ConfigureAwait(false);
            return new Turn(places);
        }

        public void Dispose() => places.Release();
    }
}
