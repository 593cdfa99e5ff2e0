using System.Text;
using System.Text.Json.Nodes;
using ComfyTyped.Testing.Tests.Support;

namespace ComfyTyped.Testing.Tests;

/// <summary>What a simulated sampler paints.</summary>
public class PictureTests
{
    [Fact]
    public async Task The_same_prompt_gives_the_same_bytes_on_every_server() =>
        Assert.Equal(await PaintAsync(Workflows.TextToImage()), await PaintAsync(Workflows.TextToImage()));

    [Theory]
    [InlineData("43", "a lighthouse at dawn", "euler")]
    [InlineData("42", "a lighthouse at noon", "euler")]
    [InlineData("42", "a lighthouse at dawn", "heun")]
    public async Task Another_seed_text_or_sampler_gives_another_picture(string seed, string text, string sampler)
    {
        Picture one = Picture.Decode(await PaintAsync(Workflows.TextToImage()));
        Picture other = Picture.Decode(await PaintAsync(Workflows.TextToImage(seed, text: text, sampler: sampler)));
        Assert.False(one.Rgba.Span.SequenceEqual(other.Rgba.Span));
    }

    [Fact]
    public async Task A_picture_has_the_size_of_its_latent()
    {
        Picture picture = Picture.Decode(await PaintAsync(Workflows.TextToImage(size: 192)));
        Assert.Equal((192, 192), (picture.Width, picture.Height));
    }

    [Fact]
    public async Task A_saved_png_carries_its_prompt_and_workflow_with_exact_numbers()
    {
        byte[] png = await PaintAsync(
            Workflows.TextToImage(seed: "18446744073709551615"),
            body => body["extra_data"] = JsonNode.Parse("""{ "extra_pnginfo": { "workflow": { "id": "w", "cfg": 0.30000000000000004 } } }"""));
        string text = Encoding.Latin1.GetString(png);
        Assert.Contains("tEXtprompt\0{\"4\":", text, StringComparison.Ordinal);
        Assert.Contains("\"seed\":18446744073709551615", text, StringComparison.Ordinal);
        Assert.Contains("tEXtworkflow\0{\"id\":\"w\",\"cfg\":0.30000000000000004}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_no_glyph_exists_for_is_painted_all_the_same()
    {
        byte[] png = await PaintAsync(Workflows.TextToImage(text: "日本語 🎨 \u0000 " + new string('x', 3000), size: 64));
        Assert.Equal(64, Picture.Decode(png).Width);
    }

    private static async Task<byte[]> PaintAsync(string prompt, Action<JsonObject>? more = null)
    {
        await using TestServer server = await TestServer.StartAsync();
        JsonObject entry = await server.RunAsync(prompt, more);
        return (await server.GetAsync(Workflows.ViewPath(entry))).Body;
    }
}
