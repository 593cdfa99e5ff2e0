using System.Text.Json.Nodes;
using ComfyTyped.Testing.Tests.Support;

namespace ComfyTyped.Testing.Tests;

/// <summary>The nodes that really work on pictures.</summary>
public class ImageNodeTests
{
    private const string TwoColours = """
        "1": { "class_type": "EmptyImage", "inputs": { "width": 8, "height": 4, "batch_size": 1, "color": 16711680 } },
        "2": { "class_type": "EmptyImage", "inputs": { "width": 8, "height": 4, "batch_size": 1, "color": 255 } },
        """;

    [Fact]
    public async Task EmptyImage_has_size_and_colour()
    {
        Picture picture = await RunAsync($$"""{ {{TwoColours}} "9": { "class_type": "PreviewImage", "inputs": { "images": ["1", 0] } } }""");
        Assert.Equal((8, 4), (picture.Width, picture.Height));
        AssertColour(picture, 255, 0, 0);
    }

    [Fact]
    public async Task ImageInvert_inverts() => AssertColour(
        await RunAsync(Then("ImageInvert", """{ "image": ["1", 0] }""")), 0, 255, 255);

    [Theory]
    [InlineData("normal", 1.0, 0, 0, 255)]
    [InlineData("normal", 0.5, 128, 0, 128)]
    [InlineData("multiply", 1.0, 0, 0, 0)]
    [InlineData("screen", 1.0, 255, 0, 255)]
    [InlineData("difference", 1.0, 255, 0, 0)]
    public async Task ImageBlend_mixes(string mode, double factor, byte r, byte g, byte b) => AssertColour(
        await RunAsync(Then("ImageBlend", $$"""{ "image1": ["1", 0], "image2": ["2", 0], "blend_factor": {{factor}}, "blend_mode": "{{mode}}" }""")), r, g, b);

    [Theory]
    [InlineData(16, 16, "disabled", 16, 16)]
    [InlineData(16, 0, "disabled", 16, 8)]
    [InlineData(0, 2, "disabled", 4, 2)]
    [InlineData(0, 0, "disabled", 8, 4)]
    [InlineData(3, 30, "center", 3, 30)]
    public async Task ImageScale_makes_the_size(int width, int height, string crop, int resultWidth, int resultHeight)
    {
        Picture picture = await RunAsync(Then(
            "ImageScale", $$"""{ "image": ["1", 0], "upscale_method": "lanczos", "width": {{width}}, "height": {{height}}, "crop": "{{crop}}" }"""));
        Assert.Equal((resultWidth, resultHeight), (picture.Width, picture.Height));
        AssertColour(picture, 255, 0, 0);
    }

    [Fact]
    public async Task LoadImage_gives_the_colours_and_the_transparency_as_a_mask()
    {
        IReadOnlyList<Picture>? mask = null;
        await using TestServer server = await TestServer.StartAsync(options => options.AddNode(
            new NodeDefinition("TakeMask").Input("mask", "MASK").Input("image", "IMAGE").AsOutputNode(),
            node =>
            {
                mask = node.Inputs.Get<IReadOnlyList<Picture>>("mask");
                return NodeResult.None;
            }));
        await File.WriteAllBytesAsync(
            Path.Combine(server.Server.DataDirectory, "input", "a.png"), new Picture(1, 1, [10, 20, 30, 55]).ToPng(), TestContext.Current.CancellationToken);
        JsonObject entry = await server.RunAsync("""
            {
              "1": { "class_type": "LoadImage", "inputs": { "image": "a.png" } },
              "2": { "class_type": "TakeMask", "inputs": { "mask": ["1", 1], "image": ["1", 0] } },
              "3": { "class_type": "SaveImage", "inputs": { "images": ["1", 0], "filename_prefix": "loaded" } }
            }
            """);
        AssertColour(Picture.Decode((await server.GetAsync(Workflows.ViewPath(entry))).Body), 10, 20, 30);
        AssertColour(Assert.Single(mask!), 200, 200, 200);
    }

    [Fact]
    public async Task A_batch_is_saved_under_numbers_that_go_on()
    {
        await using TestServer server = await TestServer.StartAsync();
        JsonObject entry = await server.RunAsync("""
            {
              "1": { "class_type": "EmptyImage", "inputs": { "width": 8, "height": 4, "batch_size": 3, "color": 0 } },
              "2": { "class_type": "SaveImage", "inputs": { "images": ["1", 0], "filename_prefix": "a/%width%x%height%" } }
            }
            """);
        Assert.Equal(
            ["8x4_00001_.png", "8x4_00002_.png", "8x4_00003_.png"],
            entry["outputs"]!["2"]!["images"]!.AsArray().Select(image => (string?)image!["filename"]));
        Assert.All(entry["outputs"]!["2"]!["images"]!.AsArray(), image => Assert.Equal("a", (string?)image!["subfolder"]));
    }

    [Fact]
    public async Task An_encoded_picture_decodes_to_itself() => AssertColour(await RunAsync(Encoded("5")), 255, 0, 0);

    [Theory]
    [InlineData(0.0, true)]
    [InlineData(1.0, false)]
    public async Task As_much_of_an_encoded_picture_remains_as_is_not_denoised(double denoise, bool remains)
    {
        Picture picture = await RunAsync(Encoded("3", $$"""
            "6": { "class_type": "CLIPTextEncode", "inputs": { "text": "x", "clip": ["4", 1] } },
            "3": { "class_type": "KSampler", "inputs": { "seed": 1, "steps": 1, "cfg": 7, "sampler_name": "euler", "scheduler": "normal",
                   "denoise": {{denoise}}, "model": ["4", 0], "positive": ["6", 0], "negative": ["6", 0], "latent_image": ["5", 0] } },
            """));
        ReadOnlySpan<byte> firstRow = picture.Rgba.Span[..(64 * 4)];
        Assert.Equal(remains, firstRow.IndexOfAnyExcept<byte>(255, 0) < 0);
    }

    /// <summary>A red picture, encoded, and decoded from the latent of the given node.</summary>
    private static string Encoded(string latent, string between = "") => $$"""
        {
          "1": { "class_type": "EmptyImage", "inputs": { "width": 64, "height": 64, "batch_size": 1, "color": 16711680 } },
          "4": { "class_type": "CheckpointLoaderSimple", "inputs": { "ckpt_name": "x" } },
          "5": { "class_type": "VAEEncode", "inputs": { "pixels": ["1", 0], "vae": ["4", 2] } },
          {{between}}
          "8": { "class_type": "VAEDecode", "inputs": { "samples": ["{{latent}}", 0], "vae": ["4", 2] } },
          "9": { "class_type": "PreviewImage", "inputs": { "images": ["8", 0] } }
        }
        """;

    private static string Then(string classType, string inputs) => $$"""
        { {{TwoColours}}
          "3": { "class_type": "{{classType}}", "inputs": {{inputs}} },
          "9": { "class_type": "PreviewImage", "inputs": { "images": ["3", 0] } } }
        """;

    private static async Task<Picture> RunAsync(string prompt)
    {
        await using TestServer server = await TestServer.StartAsync();
        JsonObject entry = await server.RunAsync(prompt);
        return Picture.Decode((await server.GetAsync(Workflows.ViewPath(entry))).Body);
    }

    private static void AssertColour(Picture picture, byte r, byte g, byte b)
    {
        for (int at = 0; at < picture.Rgba.Length; at += 4)
            Assert.Equal([r, g, b], picture.Rgba.Span.Slice(at, 3).ToArray());
    }
}
