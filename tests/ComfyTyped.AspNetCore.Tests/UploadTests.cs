using System.Net;
using System.Text.Json;
using ComfyTyped.AspNetCore.Tests.Workflows;
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

    private static (int Width, int Height) SizeOf(byte[] png) =>
        (System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
}
