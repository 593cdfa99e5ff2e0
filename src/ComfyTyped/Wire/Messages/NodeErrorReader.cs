using System.Text.Json;
using ComfyTyped.Primitives;

namespace ComfyTyped.Wire;

/// <summary>Reads the <c>node_errors</c> of an answer to <c>POST /prompt</c>, and says them in terms of the workflow.</summary>
internal static class NodeErrorReader
{
    /// <param name="nodeErrors">A map from node id; older servers send an array, which is always empty.</param>
    /// <param name="workflow">The workflow that was sent.</param>
    public static IReadOnlyList<NodeError> ReadAll(JsonElement nodeErrors, ComfyWorkflow workflow)
    {
        if (nodeErrors.ValueKind != JsonValueKind.Object)
            return [];
        var errors = new List<NodeError>();
        foreach (JsonProperty node in nodeErrors.EnumerateObject())
        {
            string? classType = node.Value.Member("class_type").AsText();
            IReadOnlyList<string> dependentOutputs = [.. node.Value.Member("dependent_outputs").Items().Select(id => id.AsText()).OfType<string>()];
            foreach (JsonElement error in node.Value.Member("errors").Items())
                errors.Add(Read(error, node.NameText(), classType, dependentOutputs, workflow));
        }
        return errors;
    }

    /// <summary>An error of the whole prompt that names one node: an unknown class, or a node without one.</summary>
    public static NodeError? ReadFromPromptError(JsonElement error, ComfyWorkflow workflow)
    {
        JsonElement extra = error.Member("extra_info");
        string? id = extra.Member("node_id").AsText() ?? IdInDetails(error.Member("details").AsText());
        return id is null ? null : Read(error, id, extra.Member("class_type").AsText(), [], workflow) with { Details = "" };
    }

    private static NodeError Read(JsonElement error, string nodeId, string? classType, IReadOnlyList<string> dependentOutputs, ComfyWorkflow workflow)
    {
        string type = error.Member("type").AsText() ?? "";
        JsonElement extra = error.Member("extra_info");
        ComfyNode? node = workflow.FindNode(nodeId);
        string? inputName = extra.Member("input_name").AsText();
        // This error is filed under the upstream node, but names an input of the node downstream.
        string? ownInput = type == "exception_during_inner_validation" ? null : inputName;
        JsonElement config = extra.Member("input_config");
        JsonElement limits = ConfigPart(config, 1);
        return new NodeError
        {
            NodeId = nodeId,
            Node = node,
            ClassType = classType ?? node?.ClassType,
            Title = node?.Title,
            PropertyPath = workflow.PropertyPath(nodeId, ownInput) is { } path ? $"{workflow.DisplayName}.{path}" : null,
            Type = type,
            Message = error.Member("message").AsText() ?? type,
            Details = error.Member("details").AsText() ?? "",
            InputName = inputName,
            ReceivedValue = extra.Member("received_value"),
            Min = limits.Member("min").AsText(),
            Max = limits.Member("max").AsText(),
            Options = ReadOptions(ConfigPart(config, 0), limits),
            DependentOutputs = dependentOutputs,
        };
    }

    private static JsonElement ConfigPart(JsonElement config, int index) =>
        config.ValueKind == JsonValueKind.Array && config.GetArrayLength() > index ? config[index] : default;

    /// <summary>The options stand where the type would, or, for inputs of type COMBO, among the limits.</summary>
    private static IReadOnlyList<string>? ReadOptions(JsonElement type, JsonElement limits)
    {
        JsonElement options = type.ValueKind == JsonValueKind.Array ? type : limits.Member("options");
        return options.ValueKind == JsonValueKind.Array ? [.. options.Items().Select(option => option.AsText()).OfType<string>()] : null;
    }

    private static string? IdInDetails(string? details)
    {
        const string Prefix = "Node ID '#";
        return details is not null && details.StartsWith(Prefix, StringComparison.Ordinal) && details.EndsWith('\'')
            ? details[Prefix.Length..^1]
            : null;
    }
}
