using System.Text.Json;
using ComfyTyped;
using Guide.Workflows;
using Microsoft.Extensions.AI;
using Spectre.Console;

namespace Guide.Examples;

/// <summary>A workflow for what speaks Microsoft.Extensions.AI: as an image generator, and as a tool that a model calls.</summary>
public sealed class ServeAnAgent : IExample
{
    public string Name => "agent";

    public string Script => "describes the JSON of the workflow to a model in a prompt, and hopes that what comes back fits";

    public async Task RunAsync(Stage stage, CancellationToken cancellationToken)
    {
        using IImageGenerator generator = stage.Comfy.AsIImageGenerator(request => new TextToImage
        {
            PositivePrompt = { Text = request.Prompt },
            EmptyLatentImage = { Width = request.Size?.Width ?? 256, Height = request.Size?.Height ?? 256 },
            KSampler = { Seed = Seed.Random, Steps = 4 },
        });
        ImageGenerationResponse pictures = await generator.GenerateAsync(
            new ImageGenerationRequest("a red fox in snow"),
            new ImageGenerationOptions { Count = 2, MediaType = "image/webp" },
            cancellationToken);
        foreach (DataContent picture in pictures.Contents.OfType<DataContent>())
            stage.Console.MarkupLineInterpolated($"{picture.Name}: {picture.MediaType}, {picture.Data.Length} bytes");

        AIFunction draw = stage.Comfy.AsAIFunction(
            "draw_picture",
            "Draws a picture of a description.",
            () => new TextToImage { KSampler = { Steps = 4 } },
            async (result, token) => "Saved as " + await result.SaveImage.Images[0].SaveToFolderAsync(stage.Folder, token),
            new SettingsOptions { Include = (node, input) => (node.PropertyName, input) is ("PositivePrompt", "text") or ("KSampler", "steps") });

        // What a chat client does when the model calls the tool, once with a mistake.
        foreach (string arguments in new[] { """{ "steps": 0 }""", """{ "steps": 6 }""" })
        {
            using var call = JsonDocument.Parse(arguments);
            object? answer = await draw.InvokeAsync(new AIFunctionArguments { ["KSampler"] = call.RootElement }, cancellationToken);
            stage.Console.MarkupLineInterpolated($"[grey]KSampler {arguments}:[/] {answer}");
        }
    }
}
