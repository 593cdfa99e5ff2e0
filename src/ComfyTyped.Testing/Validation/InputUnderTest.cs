using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyTyped.Testing.Definitions;
using ComfyTyped.Testing.Prompts;

namespace ComfyTyped.Testing.Validation;

/// <summary>A declared input of a node together with the value that the prompt gives it.</summary>
internal sealed class InputUnderTest(PromptGraph graph, PromptNode node, InputSpec spec, NodeRegistry registry)
{
    public PromptGraph Graph => graph;

    public InputSpec Spec => spec;

    public NodeRegistry Registry => registry;

    public JsonElement Value
    {
        get => node.Inputs![spec.Name];
        set => node.Inputs![spec.Name] = value;
    }

    /// <summary>The declaration in the form <c>[type, options]</c>, with an empty object where no options are declared.</summary>
    public JsonElement Config
    {
        get
        {
            var config = new JsonArray(ValidationError.Node(spec.TypeElement));
            config.Add(spec.Config.ValueKind == JsonValueKind.Array && spec.Config.GetArrayLength() > 1
                ? ValidationError.Node(spec.Config[1])
                : new JsonObject());
            return JsonSerializer.SerializeToElement(config);
        }
    }
}
