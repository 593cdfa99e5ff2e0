using System.Text.Json;
using ComfyTyped.Loading;

namespace ComfyTyped.Settings;

/// <summary>Writes the JSON Schema of the settings of a workflow.</summary>
/// <param name="workflow">The workflow.</param>
/// <param name="options">Which inputs it has.</param>
internal sealed class SettingsSchemaWriter(ComfyWorkflow workflow, SettingsOptions options)
{
    private readonly NodeDirectory _nodes = new(workflow);
    private readonly SettingsScope _scope = new(workflow, options);

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("$schema"u8, "https://json-schema.org/draft/2020-12/schema"u8);
        writer.WriteString("title"u8, workflow.DisplayName);
        WriteObject(writer, workflow.Nodes.Select(node => (Node: node, Inputs: InputsOf(node))).Where(node => node.Inputs.Length > 0), node =>
        {
            writer.WriteStartObject(_nodes.NameOf(node.Node));
            WriteNode(writer, node.Node, node.Inputs);
            writer.WriteEndObject();
        });
        writer.WriteEndObject();
    }

    private static void WriteNode(Utf8JsonWriter writer, ComfyNode node, SettableInput[] inputs)
    {
        if (node.Title is not null)
            writer.WriteString("title"u8, node.Title);
        writer.WriteString("description"u8, $"The node {node.Id} of the class {node.ClassType}.");
        WriteObject(writer, inputs, input => InputSchemaWriter.Write(writer, input));
    }

    private static void WriteObject<TMember>(Utf8JsonWriter writer, IEnumerable<TMember> members, Action<TMember> write)
    {
        writer.WriteString("type"u8, "object"u8);
        writer.WriteStartObject("properties"u8);
        foreach (TMember member in members)
            write(member);
        writer.WriteEndObject();
        writer.WriteBoolean("additionalProperties"u8, false);
    }

    // The key of a dynamic combo decides what the other inputs are, which a flat list cannot say.
    private SettableInput[] InputsOf(ComfyNode node) =>
        [.. SettableInput.Of(node).Where(input => input.IsFree && IsOffered(input) && _scope.Includes(node, input.Name)).DistinctBy(input => input.Name)];

    private static bool IsOffered(SettableInput input) => input.Kind switch
    {
        SettingKind.Case => false,
        SettingKind.Any => input.Value.IsSet,
        _ => input.Value.IsSet || !input.Schema.IsMember,
    };
}
