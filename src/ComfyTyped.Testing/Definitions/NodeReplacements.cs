using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyTyped.Testing.Prompts;

namespace ComfyTyped.Testing.Definitions;

/// <summary>Classes that ComfyUI's core has given up, and what took their place. A prompt that names one is rewritten before it is validated.</summary>
internal sealed class NodeReplacements(NodeRegistry registry)
{
    /// <summary>What <c>GET /node_replacements</c> answers.</summary>
    private const string Table = """
        {
          "ResizeImagesByLongerEdge": [{ "new_node_id": "ImageScaleToMaxDimension", "old_node_id": "ResizeImagesByLongerEdge", "old_widget_ids": ["longer_edge"],
            "input_mapping": [{ "new_id": "image", "old_id": "images" }, { "new_id": "largest_size", "old_id": "longer_edge" },
              { "new_id": "upscale_method", "set_value": "lanczos" }], "output_mapping": [{ "new_idx": 0, "old_idx": 0 }] }],
          "ImageBatch": [{ "new_node_id": "BatchImagesNode", "old_node_id": "ImageBatch", "old_widget_ids": null,
            "input_mapping": [{ "new_id": "images.image0", "old_id": "image1" }, { "new_id": "images.image1", "old_id": "image2" }], "output_mapping": null }],
          "ImageScaleBy": [{ "new_node_id": "ResizeImageMaskNode", "old_node_id": "ImageScaleBy", "old_widget_ids": ["upscale_method", "scale_by"],
            "input_mapping": [{ "new_id": "input", "old_id": "image" }, { "new_id": "resize_type", "set_value": "scale by multiplier" },
              { "new_id": "resize_type.multiplier", "old_id": "scale_by" }, { "new_id": "scale_method", "old_id": "upscale_method" }], "output_mapping": null }],
          "T2IAdapterLoader": [{ "new_node_id": "ControlNetLoader", "old_node_id": "T2IAdapterLoader", "old_widget_ids": null,
            "input_mapping": [{ "new_id": "control_net_name", "old_id": "t2i_adapter_name" }], "output_mapping": null }],
          "Load3DAnimation": [{ "new_node_id": "Load3D", "old_node_id": "Load3DAnimation", "old_widget_ids": null, "input_mapping": null, "output_mapping": null }],
          "Preview3DAnimation": [{ "new_node_id": "Preview3D", "old_node_id": "Preview3DAnimation", "old_widget_ids": null, "input_mapping": null, "output_mapping": null }],
          "SDV_img2vid_Conditioning": [{ "new_node_id": "SVD_img2vid_Conditioning", "old_node_id": "SDV_img2vid_Conditioning", "old_widget_ids": null,
            "input_mapping": null, "output_mapping": null }],
          "ConditioningAverage ": [{ "new_node_id": "ConditioningAverage", "old_node_id": "ConditioningAverage ", "old_widget_ids": null,
            "input_mapping": null, "output_mapping": null }]
        }
        """;

    private static readonly JsonElement Known = JsonSerializer.Deserialize<JsonElement>(Table);

    public static JsonNode ToJson() => JsonNode.Parse(Table)!;

    /// <summary>The graph of a prompt, its nodes of classes that are gone replaced.</summary>
    /// <exception cref="FormatException">The prompt is not an object, or a node that is to be replaced has no <c>_meta</c>: ComfyUI answers 500.</exception>
    public PromptGraph Read(JsonElement prompt)
    {
        if (prompt.ValueKind != JsonValueKind.Object)
            throw new FormatException("The prompt is not an object.");
        if (!prompt.EnumerateObject().Any(node => Replacement(node.Value) is not null))
            return new PromptGraph(prompt);
        var replaced = new JsonObject();
        foreach (JsonProperty node in prompt.EnumerateObject())
            replaced[node.Name] = Replacement(node.Value) is { } replacement ? Replace(node.Value, replacement) : JsonNode.Parse(node.Value.GetRawText());
        return new PromptGraph(JsonSerializer.SerializeToElement(replaced));
    }

    private JsonElement? Replacement(JsonElement node) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty("inputs", out _)
            && node.TryGetProperty("class_type", out JsonElement classType) && classType.ValueKind == JsonValueKind.String
            && registry.Find(classType.GetString()!) is null
            && Known.TryGetProperty(classType.GetString()!, out JsonElement replacements)
            && registry.Find(replacements[0].GetProperty("new_node_id").GetString()!) is not null
                ? replacements[0]
                : null;

    /// <summary>All links keep their slots: of the classes above none has its outputs in another order.</summary>
    private static JsonObject Replace(JsonElement node, JsonElement replacement)
    {
        if (!node.TryGetProperty("_meta", out _))
            throw new FormatException("A node that is replaced has no _meta.");
        JsonObject result = JsonObject.Create(node)!;
        result["class_type"] = replacement.GetProperty("new_node_id").GetString();
        var inputs = new JsonObject();
        if (replacement.GetProperty("input_mapping") is { ValueKind: JsonValueKind.Array } mapping)
        {
            foreach (JsonElement input in mapping.EnumerateArray())
            {
                JsonElement value = input.TryGetProperty("set_value", out JsonElement constant)
                    ? constant
                    : node.GetProperty("inputs").GetProperty(input.GetProperty("old_id").GetString()!);
                inputs[input.GetProperty("new_id").GetString()!] = JsonNode.Parse(value.GetRawText());
            }
        }

        result["inputs"] = inputs;
        return result;
    }
}
