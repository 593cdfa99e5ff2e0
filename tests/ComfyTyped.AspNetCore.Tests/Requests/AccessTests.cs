using System.Net;
using System.Text.Json;
using ComfyTyped.AspNetCore.Tests.Workflows;
using Microsoft.AspNetCore.Builder;

namespace ComfyTyped.AspNetCore.Tests.Requests;

public sealed class AccessTests
{
    private const string Theirs = """{ "LoadImageOutput": { "image": "ComfyUI_00001_.png [output]" } }""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_of_somebody_else_cannot_be_read_by_its_name()
    {
        await using Rig rig = await Rig.StartAsync(app =>
        {
            app.MapComfyWorkflow<TextToImage>("/images");
            app.MapComfyWorkflow<Reuse>("/reuse");
        });
        using HttpResponseMessage made = await rig.PostAsync("/images", """{ "KSampler": { "steps": 1 } }""");
        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        Assert.True(File.Exists(Path.Combine(rig.Server.DataDirectory, "output", "ComfyUI_00001_.png")));

        using HttpResponseMessage refused = await rig.PostAsync("/reuse", Theirs);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        await using var comfy = new ComfyClient(rig.Server.Url);
        Assert.Single(await comfy.History.ListAsync(cancellationToken: Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_application_can_allow_it_by_name(bool exposes)
    {
        await using Rig rig = await Rig.StartAsync(app =>
        {
            app.MapComfyWorkflow<TextToImage>("/images");
            app.MapComfyWorkflow<Reuse>("/reuse", options => _ = exposes ? options.Expose(w => w.LoadImageOutput, "image") : options.Allow(w => w.LoadImageOutput, "image"));
        });
        byte[] made = await BytesAsync(await rig.PostAsync("/images", """{ "KSampler": { "steps": 1 } }""", "image/png"));

        using HttpResponseMessage reused = await rig.PostAsync("/reuse", Theirs, "image/png");

        Assert.Equal(SizeOf(made), SizeOf(await BytesAsync(reused)));
        Assert.True((await rig.ReadAsync("/reuse/schema")).GetProperty("properties").GetProperty("LoadImageOutput").GetProperty("properties").TryGetProperty("image", out _));
    }

    [Theory]
    [InlineData("LoadImageOutput", "image", "\"theirs.png [output]\"")]
    [InlineData("LoadLatent", "latent", "\"theirs.latent\"")]
    [InlineData("Load3D", "model_file", "\"3d/theirs.glb\"")]
    [InlineData("Load3D", "image", "{\"image\": \"threed/theirs.png\"}")]
    [InlineData("VhsLoadVideo", "video", "\"theirs.mp4\"")]
    [InlineData("LoadImageFromPath", "image", "\"/etc/passwd\"")]
    [InlineData("ImageSave", "output_path", "\"/srv\"")]
    [InlineData("ImageSave", "filename_prefix", "\"../x\"")]
    [InlineData("ImageSave", "caption", "\"x\"")]
    [InlineData("SaveImage", "filename_prefix", "\"../x\"")]
    [InlineData("CarriedAway", "value", "\"/etc/passwd\"")]
    [InlineData("StringConcatenate", "string_b", "\"/etc/passwd\"")]
    [InlineData("Styler", "api_key", "\"x\"")]
    [InlineData("Styler", "image_url", "\"http://169.254.169.254/\"")]
    [InlineData("Styler", "script", "\"exit()\"")]
    [InlineData("Styler", "anything", "{\"__value__\": [\"14\", 0]}")]
    [InlineData("Styler", "output_folder", "\"b\"")]
    [InlineData("Styler", "listed", "[\"b.png\"]")]
    [InlineData("Mystery", "steps", "4")]
    [InlineData("RemotePicker", "picture", "\"mine\"")]
    [InlineData("ModelFromPicture", "image", "\"theirs.png\"")]
    [InlineData("LoadImage", "image", "\"theirs.png\"")]
    public async Task What_could_reach_beyond_the_workflow_is_refused_whatever_the_filter_says(string node, string input, string value)
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow<Reaching>("/reaching", options => options.Include = (_, _) => true));

        using HttpResponseMessage response = await rig.PostAsync("/reaching", $$"""{ "{{node}}": { "{{input}}": {{value}} } }""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        JsonElement errors = (await Rig.JsonAsync(response)).GetProperty("errors");
        Assert.Equal([$"{node}.{input}"], errors.EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task The_schema_shows_no_value_of_what_is_withheld()
    {
        await using Rig rig = await Rig.StartAsync(app => app.MapComfyWorkflow<Reaching>("/reaching"));

        string schema = (await rig.ReadAsync("/reaching/schema")).GetRawText();

        Assert.Contains("\"data-url\"", schema, StringComparison.Ordinal);
        foreach (string held in new[] { "sk-secret", "mine", "C:/", "example.com", "Mystery" })
            Assert.DoesNotContain(held, schema, StringComparison.Ordinal);
    }

    [Fact]
    public void To_allow_all_of_a_node_is_an_error_at_the_start() =>
        Assert.Throws<ArgumentException>(() => new ComfyEndpointOptions<Reuse>().Allow(w => w.LoadImageOutput));

    private static async Task<byte[]> BytesAsync(HttpResponseMessage response)
    {
        using (response)
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            return await response.Content.ReadAsByteArrayAsync(Token);
        }
    }

    private static (int Width, int Height) SizeOf(byte[] png) =>
        (System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
}
