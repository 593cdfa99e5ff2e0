using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using ComfyTyped.Testing.Tests.Support;

namespace ComfyTyped.Testing.Tests;

/// <summary>The HTTP side beyond the recordings.</summary>
public class HttpTests
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/prompt")]
    [InlineData("/queue")]
    [InlineData("/history")]
    [InlineData("/features")]
    [InlineData("/models")]
    [InlineData("/embeddings")]
    [InlineData("/object_info/KSampler")]
    public async Task Every_route_exists_with_and_without_the_prefix(string path)
    {
        await using TestServer server = await TestServer.StartAsync();
        Answer plain = await server.GetAsync(path), prefixed = await server.GetAsync($"/api{path}");
        Assert.Equal((HttpStatusCode.OK, plain.Text), (plain.Status, prefixed.Text));
    }

    [Fact]
    public async Task The_whole_catalog_is_served()
    {
        await using TestServer server = await TestServer.StartAsync();
        JsonObject nodes = (await server.GetAsync("/object_info")).Json!.AsObject();
        Assert.True(nodes.Count >= 450);
        Assert.Equal(
            ["model", "seed", "steps", "cfg", "sampler_name", "scheduler", "positive", "negative", "latent_image", "denoise"],
            nodes["KSampler"]!["input_order"]!["required"]!.AsArray().Select(name => (string?)name));
    }

    [Theory]
    [InlineData("GET", "/nothing/here", "", HttpStatusCode.NotFound, "404: Not Found")]
    [InlineData("POST", "/queue", "{", HttpStatusCode.InternalServerError, "500 Internal Server Error\n\nServer got itself in trouble")]
    [InlineData("GET", "/history?max_items=x", "", HttpStatusCode.InternalServerError, "500 Internal Server Error\n\nServer got itself in trouble")]
    [InlineData("POST", "/prompt", """{"prompt": {}, "number": "x"}""", HttpStatusCode.InternalServerError, "500 Internal Server Error\n\nServer got itself in trouble")]
    public async Task What_no_route_answers_is_plain_text(string method, string path, string body, HttpStatusCode status, string text)
    {
        await using TestServer server = await TestServer.StartAsync();
        Answer answer = method == "GET" ? await server.GetAsync(path) : await server.PostAsync(path, body);
        Assert.Equal((status, "text/plain; charset=utf-8", text), (answer.Status, answer.ContentType, answer.Text));
    }

    [Theory]
    [InlineData("?max_items=2", "cd")]
    [InlineData("?max_items=2&offset=1", "bc")]
    [InlineData("?offset=2", "cd")]
    [InlineData("?max_items=0", "")]
    [InlineData("?max_items=0&offset=0", "a")]
    [InlineData("", "abcd")]
    public async Task History_is_cut_into_pages(string query, string ids)
    {
        await using TestServer server = await TestServer.StartAsync();
        foreach (char id in "abcd")
            await server.RunAsync(Workflows.EmptyImage(), body => body["prompt_id"] = id.ToString());
        Answer answer = await server.GetAsync($"/history{query}");
        Assert.Equal(ids, string.Concat(answer.Json!.AsObject().Select(entry => entry.Key)));
    }

    [Fact]
    public async Task History_can_be_deleted_and_cleared()
    {
        await using TestServer server = await TestServer.StartAsync();
        foreach (char id in "abc")
            await server.RunAsync(Workflows.EmptyImage(), body => body["prompt_id"] = id.ToString());
        await server.PostAsync("/history", """{"delete": ["b"]}""");
        Assert.Equal(["a", "c"], (await server.GetAsync("/history")).Json!.AsObject().Select(entry => entry.Key));
        await server.PostAsync("/history", """{"clear": true}""");
        Assert.Equal("{}", (await server.GetAsync("/history")).Text);
    }

    [Fact]
    public async Task A_job_is_found_by_its_id()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.RunAsync(Workflows.EmptyImage(), body => body["prompt_id"] = "mine");
        JsonNode job = (await server.GetAsync("/api/jobs/mine")).Json!;
        Assert.Equal(("completed", 1), ((string?)job["status"], (int)job["outputs_count"]!));
        Assert.Equal("empty_00001_.png", (string?)job["outputs"]!["2"]!["images"]![0]!["filename"]);
        Answer unknown = await server.GetAsync("/api/jobs/other");
        Assert.Equal((HttpStatusCode.NotFound, """{"error":"Job not found"}"""), (unknown.Status, unknown.Text));
        Assert.Equal(HttpStatusCode.NotFound, (await server.GetAsync("/jobs")).Status);
    }

    [Fact]
    public async Task A_file_can_be_read_in_part()
    {
        await using TestServer server = await TestServer.StartAsync();
        string path = Workflows.ViewPath(await server.RunAsync(Workflows.EmptyImage()));
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Range = new RangeHeaderValue(1, 3);
        using HttpResponseMessage response = await server.Http.SendAsync(request, CancellationToken);
        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal("PNG"u8.ToArray(), await response.Content.ReadAsByteArrayAsync(CancellationToken));
    }

    [Fact]
    public async Task A_script_is_sent_as_plain_bytes()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.PostAsync("/upload/image", new MultipartFormDataContent { { new ByteArrayContent([1]), "image", "page.html" } });
        Assert.Equal("application/octet-stream", (await server.GetAsync("/view?filename=page.html&type=input")).ContentType);
    }

    [Fact]
    public async Task A_page_of_another_site_is_refused()
    {
        await using TestServer server = await TestServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/prompt");
        request.Headers.Add("Origin", "http://evil.example");
        using HttpResponseMessage response = await server.Http.SendAsync(request, CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_mask_replaces_the_transparency_of_its_original()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.PostAsync("/upload/image", Form(new Picture(1, 1, [10, 20, 30, 255]), "original.png"));
        MultipartFormDataContent mask = Form(new Picture(1, 1, [0, 0, 0, 77]), "masked.png");
        mask.Add(new StringContent("""{"filename": "original.png", "type": "input"}"""), "original_ref");
        Answer answer = await server.PostAsync("/upload/mask", mask);
        Assert.Equal("""{"name":"masked.png","subfolder":"","type":"input"}""", answer.Text);
        Picture result = Picture.Decode((await server.GetAsync("/view?filename=masked.png&type=input")).Body);
        Assert.Equal([10, 20, 30, 77], result.Rgba.ToArray());
    }

    private static MultipartFormDataContent Form(Picture picture, string name) => new() { { new ByteArrayContent(picture.ToPng()), "image", name } };
}
