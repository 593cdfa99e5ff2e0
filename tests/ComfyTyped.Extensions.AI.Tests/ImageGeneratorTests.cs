using ComfyTyped.Extensions.AI.Tests.Workflows;
using ComfyTyped.Testing;
using Microsoft.Extensions.AI;

namespace ComfyTyped.Extensions.AI.Tests;

public sealed class ImageGeneratorTests : IAsyncLifetime
{
    private ComfyServer _server = null!;
    private ComfyClient _comfy = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await ComfyServer.StartAsync(cancellationToken: Token);
        _comfy = new ComfyClient(_server.Url);
    }

    public async ValueTask DisposeAsync()
    {
        await _comfy.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_request_becomes_a_run_of_the_workflow_and_its_picture_the_answer()
    {
        TextToImage? sent = null;
        using IImageGenerator generator = _comfy.AsIImageGenerator(request => sent = new TextToImage
        {
            PositivePrompt = { Text = request.Prompt },
            EmptyLatentImage = { Width = request.Size!.Value.Width, Height = request.Size.Value.Height },
        });

        ImageGenerationResponse response = await generator.GenerateAsync(
            new ImageGenerationRequest("a red fox"),
            new ImageGenerationOptions { ImageSize = new(128, 64) },
            Token);

        var picture = Assert.IsType<DataContent>(Assert.Single(response.Contents));
        Assert.Equal("image/png", picture.MediaType);
        Assert.Equal((128, 64), SizeOfPng(picture.Data.Span));
        Assert.Equal("a red fox", sent!.PositivePrompt.Text.Value);
        TextToImage.Result result = Assert.Single(Assert.IsType<List<TextToImage.Result>>(response.RawRepresentation));
        Assert.Equal(await result.SaveImage.Images[0].ReadAsync(Token), picture.Data.ToArray());
    }

    [Fact]
    public async Task It_runs_until_there_are_as_many_pictures_as_asked_for()
    {
        int runs = 0;
        using IImageGenerator generator = _comfy.AsIImageGenerator(_ =>
        {
            runs++;
            return new TextToImage { EmptyLatentImage = { BatchSize = 2, Width = 64, Height = 64 }, KSampler = { Seed = Seed.Random } };
        });

        ImageGenerationResponse response = await generator.GenerateAsync(new ImageGenerationRequest("x"), new ImageGenerationOptions { Count = 3 }, Token);

        Assert.Equal(3, response.Contents.Count);
        Assert.Equal(2, runs);
    }

    [Theory]
    [InlineData("image/jpeg", "image/jpeg", new byte[] { 0xFF, 0xD8 })]
    [InlineData("image/webp", "image/webp", new byte[] { 0x52, 0x49 })]
    [InlineData("image/png", "image/png", new byte[] { 0x89, 0x50 })]
    [InlineData("image/avif", "image/png", new byte[] { 0x89, 0x50 })]
    public async Task The_server_encodes_the_picture_as_asked_for_where_it_can(string wanted, string expected, byte[] magic)
    {
        using IImageGenerator generator = _comfy.AsIImageGenerator(_ => new TextToImage());

        ImageGenerationResponse response = await generator.GenerateAsync(new ImageGenerationRequest("x"), new ImageGenerationOptions { MediaType = wanted }, Token);

        var picture = Assert.IsType<DataContent>(Assert.Single(response.Contents));
        Assert.Equal(expected, picture.MediaType);
        Assert.Equal(magic, picture.Data[..2].ToArray());
    }

    [Fact]
    public async Task A_picture_to_edit_is_an_input_of_the_workflow()
    {
        using IImageGenerator draw = _comfy.AsIImageGenerator(_ => new TextToImage { EmptyLatentImage = { Width = 64, Height = 64 } });
        AIContent picture = (await draw.GenerateAsync(new ImageGenerationRequest("x"), cancellationToken: Token)).Contents[0];
        using IImageGenerator enlarge = _comfy.AsIImageGenerator(request => new ImageUpscale { LoadImage = { Image = request.Images[0] }, Enlarge = { Width = 96, Height = 96 } });

        ImageGenerationResponse response = await enlarge.GenerateAsync(new ImageGenerationRequest("", [picture]), cancellationToken: Token);

        Assert.Equal((96, 96), SizeOfPng(Assert.IsType<DataContent>(Assert.Single(response.Contents)).Data.Span));
    }

    [Fact]
    public async Task A_picture_to_edit_that_is_an_address_is_not_fetched()
    {
        using IImageGenerator generator = _comfy.AsIImageGenerator(_ => new TextToImage());
        var request = new ImageGenerationRequest("x", [new UriContent("http://169.254.169.254/secret.png", "image/png")]);

        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(() => generator.GenerateAsync(request, cancellationToken: Token));

        Assert.Contains("DataContent", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_run_throws_the_generator_throws()
    {
        using IImageGenerator generator = _comfy.AsIImageGenerator(request => new TextToImage { KSampler = { SamplerName = request.Prompt } });

        await Assert.ThrowsAsync<PromptRejectedException>(() => generator.GenerateAsync(new ImageGenerationRequest("no sampler"), cancellationToken: Token));
    }

    [Fact]
    public void It_tells_its_provider_and_gives_the_client()
    {
        using IImageGenerator generator = _comfy.AsIImageGenerator(_ => new TextToImage());

        Assert.Equal(_server.Url, generator.GetService<ImageGeneratorMetadata>()!.ProviderUri);
        Assert.Same(_comfy, generator.GetService<IComfyClient>());
        Assert.Null(generator.GetService<HttpClient>());
    }

    private static (int Width, int Height) SizeOfPng(ReadOnlySpan<byte> png) =>
        (System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png[16..]), System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png[20..]));
}
