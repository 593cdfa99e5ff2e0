using System.Text.Json.Nodes;

namespace ComfyTyped.Testing.Definitions;

/// <summary>Writes a definition as <c>GET /object_info</c> answers it.</summary>
internal static class ObjectInfo
{
    public static JsonObject Of(NodeDefinition definition, ServerFiles files, ComfyVersion version)
    {
        var input = new JsonObject();
        var order = new JsonObject();
        foreach (IGrouping<bool, InputSpec> section in definition.Inputs.GroupBy(spec => spec.Required))
        {
            string name = section.Key ? "required" : "optional";
            input[name] = new JsonObject(section.Select(spec => Member(spec.Name, files.Resolve(definition.ClassType, spec))));
            order[name] = new JsonArray([.. section.Select(spec => (JsonNode?)spec.Name)]);
        }

        var info = new JsonObject
        {
            ["input"] = input,
            ["input_order"] = order,
            ["output"] = new JsonArray([.. definition.Outputs.Select(output => JsonNode.Parse(output.Type.GetRawText()))]),
            ["output_is_list"] = new JsonArray([.. definition.Outputs.Select(output => (JsonNode?)output.IsList)]),
            ["output_name"] = new JsonArray([.. definition.Outputs.Select(output => (JsonNode?)output.Name)]),
            ["name"] = definition.ClassType,
            ["display_name"] = definition.DisplayName.Length > 0 ? definition.DisplayName : definition.ClassType,
            ["description"] = "",
            ["python_module"] = "nodes",
            ["category"] = definition.Category,
            ["output_node"] = definition.IsOutputNode,
        };
        if (version.IsOf2026)
        {
            info["is_input_list"] = false;
            info["has_intermediate_output"] = false;
            info["search_aliases"] = new JsonArray();
        }

        return info;
    }

    private static KeyValuePair<string, JsonNode?> Member(string name, InputSpec spec) => new(name, JsonNode.Parse(spec.Config.GetRawText()));
}
