using System.Text.Json.Nodes;

namespace ComfyTyped.Testing.Tests.Support;

/// <summary>Prompts that several tests use.</summary>
internal static class Workflows
{
    public static string TextToImage(string seed = "42", int steps = 3, string text = "a lighthouse at dawn", int size = 128, string sampler = "euler") => $$"""
        {
          "4": { "class_type": "CheckpointLoaderSimple", "inputs": { "ckpt_name": "any.safetensors" } },
          "5": { "class_type": "EmptyLatentImage", "inputs": { "width": {{size}}, "height": {{size}}, "batch_size": 1 } },
          "6": { "class_type": "CLIPTextEncode", "inputs": { "text": {{JsonValue.Create(text).ToJsonString()}}, "clip": ["4", 1] } },
          "7": { "class_type": "CLIPTextEncode", "inputs": { "text": "blurry", "clip": ["4", 1] } },
          "3": { "class_type": "KSampler", "inputs": { "seed": {{seed}}, "steps": {{steps}}, "cfg": 7, "sampler_name": "{{sampler}}", "scheduler": "normal",
                 "denoise": 1.0, "model": ["4", 0], "positive": ["6", 0], "negative": ["7", 0], "latent_image": ["5", 0] } },
          "8": { "class_type": "VAEDecode", "inputs": { "samples": ["3", 0], "vae": ["4", 2] } },
          "9": { "class_type": "SaveImage", "inputs": { "images": ["8", 0], "filename_prefix": "test/picture" } }
        }
        """;

    /// <summary>An image of one colour, saved under a prefix.</summary>
    public static string EmptyImage(string prefix = "empty", int colour = 0) => $$"""
        {
          "1": { "class_type": "EmptyImage", "inputs": { "width": 8, "height": 6, "batch_size": 1, "color": {{colour}} } },
          "2": { "class_type": "SaveImage", "inputs": { "images": ["1", 0], "filename_prefix": {{JsonValue.Create(prefix).ToJsonString()}} } }
        }
        """;

    /// <summary>A node of <see cref="GatedNode"/> that is shown as text.</summary>
    public static string Gated(string value = "x") => $$"""
        {
          "1": { "class_type": "Gated", "inputs": { "value": "{{value}}" } },
          "2": { "class_type": "PreviewAny", "inputs": { "source": ["1", 0] } }
        }
        """;

    /// <summary>The path of the first picture that a history entry shows.</summary>
    public static string ViewPath(JsonObject entry)
    {
        JsonNode image = entry["outputs"]!.AsObject().Select(output => output.Value!["images"]).First(images => images is not null)![0]!;
        return $"/view?filename={image["filename"]}&subfolder={image["subfolder"]}&type={image["type"]}";
    }
}
