using System.Text.Json;
using ComfyTyped.Extensions.AI.Tests.Workflows;
using ComfyTyped.Testing;
using Microsoft.Extensions.AI;

namespace ComfyTyped.Extensions.AI.Tests;

public sealed class ToolTests : IAsyncLifetime
{
    // One red pixel.
    private const string Pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";

    private ComfyServer _server = null!;
    private ComfyClient _comfy = null!;
    private TextToImage.Result? _result;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private AIFunction Tool => _comfy.AsAIFunction(
        "draw_picture",
        "Draws a picture of a description.",
        () => new TextToImage { EmptyLatentImage = { Width = 64, Height = 64 } },
        (result, _) =>
        {
            _result = result;
            return new ValueTask<object?>("done");
        },
        new SettingsOptions { Include = (node, input) => (node.PropertyName, input) is ("PositivePrompt", "text") or ("KSampler", "steps" or "seed" or "sampler_name") });

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
    public void Its_parameters_are_the_inputs_that_were_chosen()
    {
        AIFunction tool = Tool;

        Assert.Equal("draw_picture", tool.Name);
        JsonElement nodes = tool.JsonSchema.GetProperty("properties");
        Assert.Equal(["KSampler", "PositivePrompt"], nodes.EnumerateObject().Select(node => node.Name).Order());
        JsonElement sampler = nodes.GetProperty("KSampler").GetProperty("properties");
        Assert.Equal(["sampler_name", "seed", "steps"], sampler.EnumerateObject().Select(input => input.Name).Order());
        Assert.Equal(1, sampler.GetProperty("steps").GetProperty("minimum").GetInt32());
    }

    [Fact]
    public async Task A_call_runs_the_workflow_with_the_arguments_and_gives_the_answer()
    {
        object? answer = await Tool.InvokeAsync(
            new AIFunctionArguments
            {
                ["PositivePrompt"] = new Dictionary<string, object?> { ["text"] = "a red fox" },
                ["KSampler"] = JsonDocument.Parse("""{"seed": 18446744073709551615, "steps": 3}""").RootElement,
            },
            Token);

        Assert.Equal("done", answer);
        Assert.Equal(ulong.MaxValue, _result!.SeedOf(new TextToImage().KSampler));
    }

    [Theory]
    [InlineData("""{"stepps": 3}""", "steps")]
    [InlineData("""{"steps": 0}""", "1")]
    [InlineData("""{"cfg": 3}""", "cfg")]
    [InlineData("""{"sampler_name": "eulr"}""", "euler")]
    public async Task A_mistake_is_told_to_the_model_and_nothing_runs(string arguments, string hint)
    {
        object? answer = await Tool.InvokeAsync(new AIFunctionArguments { ["KSampler"] = JsonDocument.Parse(arguments).RootElement }, Token);

        Assert.Contains(hint, Assert.IsType<string>(answer), StringComparison.Ordinal);
        Assert.Null(_result);
        Assert.Empty(await _comfy.History.ListAsync(cancellationToken: Token));
    }

    [Theory]
    [InlineData("LoadImage", "image", "ComfyUI_00001_.png [output]")]
    [InlineData("SaveImage", "filename_prefix", "../elsewhere")]
    public async Task A_prompt_injection_reaches_no_file_of_the_server(string node, string input, string value)
    {
        foreach (SettingsOptions? settings in new[] { null, new SettingsOptions { Include = (_, _) => true }, new SettingsOptions { IsUntrusted = false } })
        {
            AIFunction tool = _comfy.AsAIFunction("enlarge", "Enlarges a picture.", () => new ImageUpscale(), (_, _) => new ValueTask<object?>("done"), settings);

            object? answer = await tool.InvokeAsync(new AIFunctionArguments { [node] = new Dictionary<string, object?> { [input] = value } }, Token);

            Assert.False(tool.JsonSchema.GetProperty("properties").TryGetProperty(node, out _));
            Assert.Contains($"has no input '{input}'", Assert.IsType<string>(answer), StringComparison.Ordinal);
        }
        Assert.Empty(await _comfy.History.ListAsync(cancellationToken: Token));
    }

    [Fact]
    public async Task An_application_allows_a_model_by_name_what_else_it_may_set()
    {
        UploadedFile photo = await _comfy.UploadOnceAsync(new MemoryStream(Convert.FromBase64String(Pixel)), ".png", cancellationToken: Token);
        AIFunction tool = _comfy.AsAIFunction(
            "enlarge",
            "Enlarges a picture.",
            () => new ImageUpscale { Enlarge = { Width = 8, Height = 8 } },
            (_, _) => new ValueTask<object?>("done"),
            new SettingsOptions { Allow = (node, input) => (node.PropertyName, input) is ("LoadImage", "image") });

        object? answer = await tool.InvokeAsync(new AIFunctionArguments { ["LoadImage"] = new Dictionary<string, object?> { ["image"] = photo.ToInputName() } }, Token);

        Assert.Equal("done", answer);
    }

    [Fact]
    public async Task Other_failures_are_thrown()
    {
        AIFunction tool = Tool;
        await _server.DisposeAsync();

        await Assert.ThrowsAsync<ComfyConnectionException>(() => tool.InvokeAsync(new AIFunctionArguments(), Token).AsTask());
    }
}
