using System.Net;
using System.Text.Json.Nodes;
using ComfyTyped.Testing.Tests.Support;

namespace ComfyTyped.Testing.Tests.Faults;

/// <summary>What faults do to requests and answers.</summary>
public class HttpFaultTests
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(413)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_status_is_answered_and_the_server_does_nothing(int status)
    {
        await using TestServer server = await TestServer.StartAsync();
        server.Server.Faults.Add(new AnswerStatus(status) { Path = "/prompt", Body = "no", Times = 1 });
        Answer answer = await SubmitAsync(server);
        Assert.Equal(((HttpStatusCode)status, "no"), (answer.Status, answer.Text));
        Assert.Equal("{}", (await server.GetAsync("/history")).Text);
        Assert.Equal(HttpStatusCode.OK, (await SubmitAsync(server)).Status);
    }

    [Fact]
    public async Task A_page_is_answered_as_if_all_were_well()
    {
        await using TestServer server = await TestServer.StartAsync();
        server.Server.Faults.Add(new AnswerPage());
        Answer answer = await server.GetAsync("/queue");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.StartsWith("text/html", answer.ContentType);
        Assert.StartsWith("<!DOCTYPE html>", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_is_aborted_is_not_acted_on()
    {
        await using TestServer server = await TestServer.StartAsync();
        server.Server.Faults.Add(new AbortRequest { Path = "/prompt" });
        await Assert.ThrowsAsync<HttpRequestException>(() => SubmitAsync(server));
        Assert.Equal("{}", (await server.GetAsync("/history")).Text);
    }

    [Fact]
    public async Task A_request_whose_answer_is_lost_is_acted_on()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using EventSocket socket = await server.ConnectAsync("me");
        server.Server.Faults.Add(new LoseAnswer { Path = "/prompt" });
        await Assert.ThrowsAsync<HttpRequestException>(() => SubmitAsync(server));
        await socket.ReadUntilAsync(frame => frame.Type == "execution_success", CancellationToken);
    }

    [Fact]
    public async Task A_delayed_request_is_answered_late_and_ends_with_its_server()
    {
        TestServer server = await TestServer.StartAsync();
        ArmedFault delay = server.Server.Faults.Add(new DelayRequest(TimeSpan.FromMilliseconds(1)));
        Assert.Equal("{}", (await server.GetAsync("/history")).Text);
        delay.Disarm();
        delay = server.Server.Faults.Add(new DelayRequest(TimeSpan.FromHours(1)));
        Task<Answer> request = server.GetAsync("/history");
        await delay.StruckAsync(cancellationToken: CancellationToken);
        await server.Server.DisposeAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => request);
    }

    [Fact]
    public async Task A_truncated_answer_breaks_off()
    {
        await using TestServer server = await TestServer.StartAsync();
        server.Server.Faults.Add(new TruncateAnswer());
        using HttpResponseMessage response = await server.Http.GetAsync("/queue", HttpCompletionOption.ResponseHeadersRead, CancellationToken);
        await Assert.ThrowsAsync<HttpRequestException>(() => response.Content.ReadAsStringAsync(CancellationToken));
    }

    [Fact]
    public async Task A_length_that_is_too_long_is_waited_for_in_vain()
    {
        await using TestServer server = await TestServer.StartAsync();
        server.Server.Faults.Add(new MisstateLength(+10));
        using HttpResponseMessage response = await server.Http.GetAsync("/history", HttpCompletionOption.ResponseHeadersRead, CancellationToken);
        Assert.Equal(12, response.Content.Headers.ContentLength);
        await Assert.ThrowsAsync<HttpRequestException>(() => response.Content.ReadAsStringAsync(CancellationToken));
    }

    [Fact]
    public async Task A_length_that_is_too_short_cuts_the_body()
    {
        await using TestServer server = await TestServer.StartAsync();
        server.Server.Faults.Add(new MisstateLength(-1) { Times = 1 });
        Assert.Equal("{", (await server.GetAsync("/history")).Text);
        Assert.Equal("{}", (await server.GetAsync("/history")).Text);
    }

    [Fact]
    public async Task An_answer_is_rewritten_whatever_writes_it()
    {
        await using TestServer server = await TestServer.StartAsync();
        JsonObject entry = await server.RunAsync(Workflows.EmptyImage());
        server.Server.Faults.Add(new RewriteAnswer(_ => "other"));
        Assert.Equal("other", (await server.GetAsync("/queue")).Text);
        Assert.Equal("other", (await server.GetAsync(Workflows.ViewPath(entry))).Text);
        Answer missing = await server.GetAsync("/nowhere");
        Assert.Equal((HttpStatusCode.NotFound, "other"), (missing.Status, missing.Text));
    }

    [Theory]
    [InlineData("/history/*", "GET", "/api/history/1", true)]
    [InlineData("/history/*", "GET", "/history/1", true)]
    [InlineData("/history/*", "GET", "/history", false)]
    [InlineData("/history", "GET", "/api/history", true)]
    [InlineData("/history", "GET", "/history/1", false)]
    [InlineData("/history", "POST", "/history", false)]
    [InlineData(null, "get", "/api/queue", true)]
    public async Task A_path_and_a_method_choose_the_requests(string? path, string method, string requested, bool isStruck)
    {
        await using TestServer server = await TestServer.StartAsync();
        server.Server.Faults.Add(new AnswerStatus(418) { Path = path, Method = method });
        Assert.Equal(isStruck, (await server.GetAsync(requested)).Status == (HttpStatusCode)418);
    }

    [Fact]
    public async Task A_fault_can_look_at_the_request()
    {
        await using TestServer server = await TestServer.StartAsync();
        server.Server.Faults.Add(new AnswerStatus(418) { When = request => request.Query == "?max_items=1" });
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/history")).Status);
        Assert.Equal((HttpStatusCode)418, (await server.GetAsync("/history?max_items=1")).Status);
    }

    private static Task<Answer> SubmitAsync(TestServer server) =>
        server.PostAsync("/prompt", new JsonObject { ["prompt"] = JsonNode.Parse(Workflows.EmptyImage()), ["client_id"] = "me" });
}
