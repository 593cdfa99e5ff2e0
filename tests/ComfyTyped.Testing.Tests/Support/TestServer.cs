using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace ComfyTyped.Testing.Tests.Support;

/// <summary>A running server and a plain HTTP client for it.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private TestServer(ComfyServer server)
    {
        Server = server;
        Http = new HttpClient { BaseAddress = server.Url };
    }

    public ComfyServer Server { get; }

    public HttpClient Http { get; }

    public static async Task<TestServer> StartAsync(Action<ComfyServerOptions>? configure = null) =>
        new(await ComfyServer.StartAsync(configure, TestContext.Current.CancellationToken));

    public Task<EventSocket> ConnectAsync(string clientId) =>
        EventSocket.ConnectAsync(Server.Url, clientId, TestContext.Current.CancellationToken);

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, content: null);

    public Task<Answer> PostAsync(string path, JsonNode body) => PostAsync(path, body.ToJsonString());

    public Task<Answer> PostAsync(string path, string body) =>
        SendAsync(HttpMethod.Post, path, new StringContent(body, Encoding.UTF8, "application/json"));

    public Task<Answer> PostAsync(string path, HttpContent body) => SendAsync(HttpMethod.Post, path, body);

    /// <summary>Submits a prompt that must be accepted, and returns its id.</summary>
    public async Task<string> SubmitAsync(string prompt, string? clientId = null, Action<JsonObject>? more = null)
    {
        var body = new JsonObject { ["prompt"] = JsonNode.Parse(prompt) };
        if (clientId is not null)
            body["client_id"] = clientId;
        more?.Invoke(body);
        Answer answer = await PostAsync("/prompt", body);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return (string)answer.Json!["prompt_id"]!;
    }

    /// <summary>Runs a prompt to its end, and returns its history entry.</summary>
    public async Task<JsonObject> RunAsync(string prompt, Action<JsonObject>? more = null)
    {
        string clientId = Guid.NewGuid().ToString("N");
        await using EventSocket socket = await ConnectAsync(clientId);
        string promptId = await SubmitAsync(prompt, clientId, more);
        await socket.ReadUntilEndAsync(promptId, TestContext.Current.CancellationToken);
        return (await GetAsync($"/history/{promptId}")).Json![promptId]!.AsObject();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }

    private async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using HttpResponseMessage response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        byte[] body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return new Answer(response.StatusCode, response.Content.Headers.ContentType?.ToString(), body);
    }
}
