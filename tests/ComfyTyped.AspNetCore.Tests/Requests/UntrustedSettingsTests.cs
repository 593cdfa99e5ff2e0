using System.Text.Json;
using ComfyTyped.AspNetCore.Tests.Workflows;
using ComfyTyped.Testing;

namespace ComfyTyped.AspNetCore.Tests.Requests;

/// <summary>The one judge of what strangers may set, which endpoints and tools of language models share.</summary>
public sealed class UntrustedSettingsTests
{
    private static readonly SettingsOptions Untrusted = new() { IsUntrusted = true };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Only_inputs_whose_declaration_shows_that_they_shape_the_result_can_be_set() =>
        Assert.Equal(
            [
                "CLIPTextEncode.text", "CheckpointLoaderSimple.ckpt_name", "EmptyLatentImage.batch_size", "EmptyLatentImage.height", "EmptyLatentImage.width",
                "ImageSave.extension", "ImageSave.quality", "Load3D.height", "Load3D.width", "Prompt.value", "Styler.prompt", "Styler.strength", "Styler.style",
                "VhsLoadVideo.frame_load_cap",
            ],
            InputsOf(new Reaching(), Untrusted));

    [Fact]
    public void An_input_is_allowed_by_its_name_and_by_nothing_else()
    {
        var workflow = new Reaching();
        SettingsOptions open = Untrusted with
        {
            Include = (node, _) => node == workflow.Mystery || node == workflow.LoadLatent,
            Allow = (node, input) => node == workflow.Mystery && input == "steps",
        };

        SettingsReport report = workflow.ApplySettings("""{ "Mystery": { "steps": 4, "text": "y" }, "LoadLatent": { "latent": "theirs.latent" } }""", open);

        Assert.Equal(["Mystery.steps"], InputsOf(workflow, open));
        Assert.Equal(["Mystery.steps"], report.Applied.Select(setting => setting.Path));
        Assert.Equal(["Mystery.text", "LoadLatent.latent"], report.Refused.Select(setting => setting.Path));
    }

    [Theory]
    [InlineData("other.safetensors", true)]
    [InlineData("sdxl/other v2 [fp8].safetensors", true)]
    [InlineData("../input/other.safetensors", false)]
    [InlineData("sdxl/../../other.safetensors", false)]
    [InlineData("/etc/passwd", false)]
    [InlineData("C:\\other.safetensors", false)]
    [InlineData("~/other.safetensors", false)]
    [InlineData("other.safetensors [output]", false)]
    [InlineData("", false)]
    public void A_model_is_one_of_its_folder(string name, bool isOne)
    {
        string settings = JsonSerializer.Serialize(new { CheckpointLoaderSimple = new { ckpt_name = name } });

        Assert.Equal(isOne, new Reaching().ApplySettings(settings, Untrusted).IsComplete);
        Assert.True(new Reaching().ApplySettings(settings).IsComplete);
    }

    [Fact]
    public async Task What_a_server_declares_is_judged_like_what_a_catalog_does()
    {
        await using ComfyServer server = await ComfyServer.StartAsync(options => options.Models["checkpoints"] = ["a.safetensors", "b.safetensors"], Token);
        Directory.CreateDirectory(Path.Combine(server.DataDirectory, "input"));
        await File.WriteAllBytesAsync(Path.Combine(server.DataDirectory, "input", "theirs"), [1], Token);
        await using var comfy = new ComfyClient(server.Url);
        DynamicWorkflow workflow = await comfy.DescribeAsync(
            ComfyWorkflow.Parse("""
                {
                  "1": { "class_type": "LoadImage", "inputs": { "image": "photo" } },
                  "2": { "class_type": "CheckpointLoaderSimple", "inputs": { "ckpt_name": "a.safetensors" } },
                  "3": { "class_type": "SaveImage", "inputs": { "filename_prefix": "x", "images": ["1", 0] } },
                  "4": { "class_type": "CLIPTextEncode", "inputs": { "text": "a fox", "clip": ["2", 1] } }
                }
                """),
            Token);

        Assert.Equal(["CLIPTextEncode.text", "CheckpointLoaderSimple.ckpt_name"], InputsOf(workflow, Untrusted));
    }

    [Fact]
    public void Of_many_mistakes_the_first_twenty_are_looked_at()
    {
        string settings = JsonSerializer.Serialize(Enumerable.Range(0, 1000).ToDictionary(number => $"nobody{number}", _ => 1));
        string inputs = JsonSerializer.Serialize(new { Styler = Enumerable.Range(0, 1000).ToDictionary(number => $"nothing{number}", _ => 1) });

        Assert.Equal(20, new Reaching().ApplySettings(settings, Untrusted).Refused.Count);
        Assert.Equal(20, new Reaching().ApplySettings(inputs, Untrusted).Refused.Count);
        Assert.Equal(1000, new Reaching().ApplySettings(inputs).Refused.Count);
    }

    private static string[] InputsOf(ComfyWorkflow workflow, SettingsOptions options)
    {
        using var schema = JsonDocument.Parse(workflow.GetJsonSchema(options));
        return
        [
            .. schema.RootElement.GetProperty("properties").EnumerateObject()
                .SelectMany(node => node.Value.GetProperty("properties").EnumerateObject().Select(input => $"{node.Name}.{input.Name}"))
                .Order(StringComparer.Ordinal),
        ];
    }
}
