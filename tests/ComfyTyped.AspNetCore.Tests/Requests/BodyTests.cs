using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using ComfyTyped.AspNetCore.Tests.Workflows;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ComfyTyped.AspNetCore.Tests.Requests;

public sealed class BodyTests : IDisposable
{
    private readonly BodyWatch _bodies = new();
    private int _made;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Task<Rig> StartAsync() => Rig.StartAsync(app => app.MapComfyWorkflow("/images", () =>
    {
        Interlocked.Increment(ref _made);
        return new TextToImage();
    }));

    public void Dispose() => _bodies.Dispose();

    [Fact]
    public async Task A_name_that_is_there_twice_ends_the_work_at_once()
    {
        await using Rig rig = await StartAsync();
        int made = _made;
        string body = $$"""{ "KSampler": { {{string.Join(",", Enumerable.Repeat("\"steps\":1", 80_000))}} } }""";

        JsonElement problem = await ProblemAsync(await rig.PostAsync("/images", body), 400);

        Assert.Contains("'steps'", problem.GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.Equal(made, _made);
    }

    [Theory]
    [InlineData("""{ "KSampler": { "steps": 1, "Steps": 2 } }""")]
    [InlineData("""{ "KSampler": { "steps": 1, "st\u0065ps": 2 } }""")]
    [InlineData("""{ "KSampler": {}, "KSAMPLER": {} }""")]
    [InlineData("""{ "Unknown": [ { "a": { "x": 1, "x": 1 } } ] }""")]
    public async Task Names_are_the_same_however_they_are_written(string body)
    {
        await using Rig rig = await StartAsync();

        JsonElement problem = await ProblemAsync(await rig.PostAsync("/images", body), 400);

        Assert.EndsWith("is there twice.", problem.GetProperty("title").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_names_than_the_workflow_has_inputs_end_the_work_at_once()
    {
        await using Rig rig = await StartAsync();
        int made = _made;

        JsonElement problem = await ProblemAsync(await rig.PostAsync("/images", $$"""{ {{string.Join(",", Enumerable.Range(0, 50_000).Select(number => $"\"n{number}\":1"))}} }"""), 400);

        Assert.Equal("urn:comfytyped:invalid-body", problem.GetProperty("type").GetString());
        Assert.Equal(made, _made);
    }

    [Fact]
    public async Task A_long_name_does_not_come_back()
    {
        await using Rig rig = await StartAsync();

        JsonElement problem = await ProblemAsync(await rig.PostAsync("/images", $$"""{ "{{new string('x', 500_000)}}": 1 }"""), 400);

        Assert.True(problem.GetRawText().Length < 500);
    }

    [Fact]
    public async Task Values_are_cut_and_mistakes_beyond_the_twentieth_left_out()
    {
        await using Rig rig = await StartAsync();
        string[] nodes = [.. Enumerable.Range(0, 50).Select(number => $"\"{new string('n', 150)}{number}\":1")];
        string value = new('v', 200_000);

        JsonElement many = await ProblemAsync(await rig.PostAsync("/images", $$"""{ {{string.Join(",", nodes)}} }"""), 400);
        JsonElement longOne = await ProblemAsync(await rig.PostAsync("/images", $$"""{ "KSampler": { "steps": "{{value}}" } }"""), 400);

        Assert.Equal(20, many.GetProperty("errors").EnumerateObject().Count());
        Assert.Contains("first", many.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.True(many.GetRawText().Length < 20_000);
        Assert.True(longOne.GetRawText().Length < 2_000);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(100)]
    public async Task Settings_are_limited_without_files_whatever_the_length_says(int? limit)
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow<ImageUpscale>("/upscale", options => options.MaxSettingsSize = limit ?? options.MaxSettingsSize));
        using var content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "Enlarge": { "crop": "{{new string('x', (limit ?? 1024 * 1024) + 1)}}" } }""")));
        content.Headers.Add("Content-Type", "application/json");
        content.Headers.ContentLength = null;

        await ProblemAsync(await rig.SendAsync("/upscale", content), 413);
    }

    [Fact]
    public async Task A_body_in_chunks_is_too_large_as_soon_as_it_is()
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow<ImageUpscale>("/upscale", options => options.MaxRequestBodySize = 50_000));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(rig.Url, "/upscale"))
        {
            Content = new StringContent($$"""{ "LoadImage": { "image": "data:image/png;base64,{{new string('A', 60_000)}}" } }""", Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = true;

        await ProblemAsync(await rig.Http.SendAsync(request, Token), 413);
    }

    [Theory]
    [InlineData("\uFEFF{ \"KSampler\": { \"steps\": 1 } }", 200)]
    [InlineData("""{ "PositivePrompt": { "text": "half \ud800 a pair" }, "KSampler": { "steps": 1 } }""", 200)]
    [InlineData("""{ "KSampler": { "\ud800": 1 } }""", 400)]
    [InlineData("""{ "KSampler": { "steps": 1 } } more""", 400)]
    [InlineData("", 400)]
    public async Task Odd_JSON_is_read_or_refused_and_breaks_nothing(string body, int status)
    {
        await using Rig rig = await StartAsync();

        using HttpResponseMessage response = await rig.PostAsync("/images", body);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task JSON_beyond_all_depth_is_refused()
    {
        await using Rig rig = await StartAsync();

        await ProblemAsync(await rig.PostAsync("/images", $$"""{ "KSampler": {{new string('[', 100_000)}} }"""), 400);
    }

    [Fact]
    public async Task A_run_has_its_place_before_its_body_is_read()
    {
        await using Rig rig = await Rig.StartAsync(app =>
        {
            _bodies.Watch(app);
            app.MapComfyWorkflow<TextToImage>("/images", options => options.MaxParallelRuns = 1);
        });
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var slow = new SlowContent(100);
        Task<HttpResponseMessage> first = PostAsync(rig, "/images", slow, leaving.Token);
        await _bodies.ReadAsync();

        JsonElement problem = await ProblemAsync(await rig.PostAsync("/images", "{}"), 429);
        Assert.Equal("urn:comfytyped:busy", problem.GetProperty("type").GetString());

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        (await UntilAsync(() => rig.PostAsync("/images", """{ "KSampler": { "steps": 1 } }"""), HttpStatusCode.OK)).Dispose();
    }

    [Theory]
    [InlineData(700)]
    [InlineData(null)]
    public async Task The_bytes_of_all_bodies_are_limited_before_they_are_read(int? length)
    {
        await using Rig rig = await Rig.StartAsync(app =>
        {
            _bodies.Watch(app);
            app.MapComfyWorkflow<TextToImage>("/images", options => (options.MaxRequestBodySize, options.MaxBufferedBytes) = (1000, 1000));
        });
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var slow = new SlowContent(length);
        Task<HttpResponseMessage> first = PostAsync(rig, "/images", slow, leaving.Token);
        await _bodies.ReadAsync();
        string body = $$"""{ "KSampler": { "steps": 1 }, "PositivePrompt": { "text": "{{new string('x', 400)}}" } }""";

        using HttpResponseMessage refused = await rig.PostAsync("/images", body);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        (await UntilAsync(() => rig.PostAsync("/images", body), HttpStatusCode.OK)).Dispose();
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task A_body_that_does_not_arrive_gives_its_place_back(string mediaType)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using Rig rig = await Rig.StartAsync(
            app =>
            {
                _bodies.Watch(app);
                app.MapComfyWorkflow<TextToImage>("/images", options => (options.MaxParallelRuns, options.RequestBodyTimeout) = (1, TimeSpan.FromSeconds(30)));
            },
            configure: builder => builder.Services.AddSingleton<TimeProvider>(time));
        // An HttpClient would not read the answer before it has sent the body.
        using var socket = new TcpClient();
        await socket.ConnectAsync(rig.Url.Host, rig.Url.Port, Token);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST /images HTTP/1.1\r\nHost: {rig.Url.Authority}\r\nContent-Type: {mediaType}\r\nContent-Length: 100\r\n\r\n{{"), Token);
        using var reader = new StreamReader(socket.GetStream());
        Task<string?> first = reader.ReadLineAsync(Token).AsTask();
        await _bodies.ReadAsync();
        await ProblemAsync(await rig.PostAsync("/images", "{}"), 429);

        time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("HTTP/1.1 408 Request Timeout", await first);
        using HttpResponseMessage next = await rig.PostAsync("/images", """{ "KSampler": { "steps": 1 } }""");
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    private static async Task<HttpResponseMessage> PostAsync(Rig rig, string path, HttpContent content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(rig.Url, path)) { Content = content };
        return await rig.Http.SendAsync(request, cancellationToken);
    }

    /// <summary>Asks again until the application has noticed that a caller is gone.</summary>
    private static async Task<HttpResponseMessage> UntilAsync(Func<Task<HttpResponseMessage>> ask, HttpStatusCode status)
    {
        while (true)
        {
            HttpResponseMessage response = await ask();
            if (response.StatusCode == status)
                return response;
            response.Dispose();
            await Task.Delay(10, Token);
        }
    }

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage response, int status)
    {
        using (response)
        {
            Assert.Equal((HttpStatusCode)status, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
            return await Rig.JsonAsync(response);
        }
    }
}
