using System.Net;
using System.Text.Json;
using ComfyTyped.AspNetCore.Tests.Workflows;
using ComfyTyped.Testing;
using Microsoft.AspNetCore.Builder;

namespace ComfyTyped.AspNetCore.Tests;

public sealed class UploadTests
{
    // One red pixel.
    private const string Pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Task<Rig> StartAsync() => Rig.StartAsync(app => app.MapComfyWorkflow<ImageUpscale>("/upscale"));

    [Fact]
    public async Task A_picture_in_a_form_is_what_the_workflow_loads()
    {
        await using Rig rig = await StartAsync();
        var picture = new ByteArrayContent(Convert.FromBase64String(Pixel));
        picture.Headers.Add("Content-Type", "image/png");
        using var content = new MultipartFormDataContent
        {
            { new StringContent("""{ "Enlarge": { "width": 32, "height": 16 } }"""), "settings" },
            { picture, "LoadImage.image", "../../photo.png" },
        };

        using HttpResponseMessage response = await rig.SendAsync("/upscale", content, "image/png");

        Assert.Equal((32, 16), SizeOf(await response.Content.ReadAsByteArrayAsync(Token)));
    }

    [Fact]
    public async Task A_picture_as_a_data_url_is_what_the_workflow_loads()
    {
        await using Rig rig = await StartAsync();

        using HttpResponseMessage response = await rig.PostAsync(
            "/upscale",
            $$"""{ "LoadImage": { "image": "data:image/png;base64,{{Pixel}}" }, "Enlarge": { "width": 24, "height": 24 } }""",
            "image/png");

        Assert.Equal((24, 24), SizeOf(await response.Content.ReadAsByteArrayAsync(Token)));
    }

    [Fact]
    public async Task A_picture_of_the_server_cannot_be_named_unless_the_options_say_so()
    {
        const string Named = """{ "LoadImage": { "image": "of_somebody_else.png [output]" } }""";
        await using Rig strict = await StartAsync();
        await using Rig open = await Rig.StartAsync(app => app.MapComfyWorkflow<ImageUpscale>("/upscale", options => options.AllowServerFiles = true));

        JsonElement refused = await Rig.JsonAsync(await strict.PostAsync("/upscale", Named));
        JsonElement passed = await Rig.JsonAsync(await open.PostAsync("/upscale", Named));

        Assert.DoesNotContain("Invalid image file", refused.ToString(), StringComparison.Ordinal);
        Assert.Contains("Invalid image file", passed.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LoadImage.image", "text/html", "Content-Type")]
    [InlineData("LoadImage.mask", "image/png", "LoadImage.image")]
    public async Task A_file_that_nothing_takes_is_named_with_what_is_wrong(string part, string mediaType, string advice)
    {
        await using Rig rig = await StartAsync();
        var file = new ByteArrayContent([1, 2, 3]);
        file.Headers.Add("Content-Type", mediaType);
        using var content = new MultipartFormDataContent { { file, part, "file" } };

        using HttpResponseMessage response = await rig.SendAsync("/upscale", content);
        JsonElement problem = await Rig.JsonAsync(response);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(advice, problem.GetProperty("errors").GetProperty(part)[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data:image/png;base64,!!!")]
    [InlineData("data:image/png,abc")]
    [InlineData("data:text/html;base64,AAAA")]
    [InlineData("data:")]
    [InlineData("\\ud800")]
    public async Task A_data_url_that_holds_no_picture_is_an_error_at_its_input(string url)
    {
        await using Rig rig = await StartAsync();

        using HttpResponseMessage response = await rig.PostAsync("/upscale", $$"""{ "LoadImage": { "image": "{{url}}" } }""");

        Assert.True((await Rig.JsonAsync(response)).GetProperty("errors").TryGetProperty("LoadImage.image", out _));
    }

    [Theory]
    [InlineData("\\/", "\\u002B")]
    [InlineData("\\u002f", "\\u002b")]
    public async Task Letters_of_base64_may_be_escaped_as_any_writer_does_it(string slash, string plus)
    {
        await using Rig rig = await StartAsync();
        byte[] bytes = [.. Convert.FromBase64String(Pixel), 0, 0, 0xFB, 0xEF, 0xBE, 0xFF, 0xFF, 0xFF];
        string base64 = Convert.ToBase64String(bytes);
        Assert.EndsWith("++++////", base64, StringComparison.Ordinal);
        string url = $"data:image/png;base64,{base64}".Replace("/", slash, StringComparison.Ordinal).Replace("+", plus, StringComparison.Ordinal);

        using HttpResponseMessage response = await rig.PostAsync("/upscale", $$"""{ "LoadImage": { "image": "{{url}}" }, "Enlarge": { "width": 8, "height": 8 } }""", "image/png");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Assert.Single(FilesIn(rig, "temp")), Token));
    }

    [Theory]
    [InlineData(null, "temp")]
    [InlineData(ComfyFolder.Input, "input")]
    public async Task Uploads_go_where_the_server_empties_them_unless_the_options_say_otherwise(ComfyFolder? folder, string expected)
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow<ImageUpscale>("/upscale", options => options.UploadFolder = folder));

        using HttpResponseMessage response = await rig.PostAsync(
            "/upscale",
            $$"""{ "LoadImage": { "image": "data:image/png;base64,{{Pixel}}" }, "Enlarge": { "width": 24, "height": 24 } }""",
            "image/png");

        Assert.Equal((24, 24), SizeOf(await response.Content.ReadAsByteArrayAsync(Token)));
        foreach (string other in new[] { "input", "temp" })
            Assert.Equal(other == expected ? 1 : 0, FilesIn(rig, other).Length);
    }

    [Fact]
    public async Task A_large_file_of_a_form_arrives_as_it_is()
    {
        await using Rig rig = await StartAsync();
        byte[] bytes = new byte[300_000];
        Random.Shared.NextBytes(bytes);
        Convert.FromBase64String(Pixel).CopyTo(bytes, 0);
        var picture = new ByteArrayContent(bytes);
        picture.Headers.Add("Content-Type", "image/png");
        using var content = new MultipartFormDataContent { { picture, "LoadImage.image", "photo.png" } };

        using HttpResponseMessage response = await rig.SendAsync("/upscale", content);

        Assert.Equal(bytes, await File.ReadAllBytesAsync(Assert.Single(FilesIn(rig, "temp")), Token));
    }

    [Fact]
    public async Task A_part_that_is_there_twice_is_refused()
    {
        await using Rig rig = await StartAsync();
        using var content = new MultipartFormDataContent { { new StringContent("{}"), "settings" }, { new StringContent("{}"), "settings" } };

        using HttpResponseMessage response = await rig.SendAsync("/upscale", content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task What_a_body_takes_is_given_back_when_its_files_are_sent_and_not_when_the_run_ends()
    {
        string body = $$"""{ "LoadImage": { "image": "data:image/png;base64,{{Pixel}}" } }""";
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow<GatedUpload>("/gated", options =>
            options.MaxBufferedBytes = options.MaxRequestBodySize = body.Length));

        using HttpResponseMessage first = await rig.PostAsync("/gated", body, prefer: "respond-async");
        await rig.EnteredAsync();
        using HttpResponseMessage second = await rig.PostAsync("/gated", body, prefer: "respond-async");

        Assert.Equal([HttpStatusCode.Accepted, HttpStatusCode.Accepted], [first.StatusCode, second.StatusCode]);
    }

    [Fact]
    public async Task A_picture_that_several_bring_at_once_is_sent_once()
    {
        await using Rig rig = await StartAsync();
        rig.Server.Faults.Add(new DelayRequest(TimeSpan.FromMilliseconds(100)) { Path = "/view" });
        ArmedFault uploads = rig.Server.Faults.Add(new DelayRequest(TimeSpan.Zero) { Path = "/upload/image" });

        HttpResponseMessage[] responses = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => rig.PostAsync("/upscale", $$"""{ "LoadImage": { "image": "data:image/png;base64,{{Pixel}}" } }""")));

        Assert.All(responses, response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        Assert.Equal(1, uploads.Strikes);
    }

    private static string[] FilesIn(Rig rig, string folder) =>
        Path.Combine(rig.Server.DataDirectory, folder) is var path && Directory.Exists(path) ? Directory.GetFiles(path) : [];

    private static (int Width, int Height) SizeOf(byte[] png) =>
        (System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
}
