using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyTyped.Testing.Definitions;

namespace ComfyTyped.Testing;

/// <summary>
/// What <c>GET /object_info</c> says of a node class: its inputs, its outputs, and whether it ends a workflow.
/// The validator of <c>POST /prompt</c> works from it.
/// </summary>
/// <example><code>
/// new NodeDefinition("Shout").Input("text", "STRING").Choice("mode", "loud", "louder").Output("STRING")
/// </code></example>
public sealed class NodeDefinition
{
    private readonly List<InputSpec> _inputs = [];
    private readonly List<OutputSpec> _outputs = [];

    /// <summary>Starts the definition of a class without inputs and outputs.</summary>
    /// <param name="classType">The class name that a prompt's <c>class_type</c> uses. Case matters.</param>
    /// <exception cref="ArgumentException"><paramref name="classType"/> is empty.</exception>
    public NodeDefinition(string classType)
    {
        ArgumentException.ThrowIfNullOrEmpty(classType);
        ClassType = classType;
    }

    /// <summary>The class name that a prompt's <c>class_type</c> uses.</summary>
    public string ClassType { get; }

    /// <summary>Whether a node of this class is an output: only outputs and what they need are executed. Default: false.</summary>
    public bool IsOutputNode { get; private set; }

    internal string DisplayName { get; private set; } = "";

    internal string Category { get; private set; } = "";

    internal IReadOnlyList<InputSpec> Inputs => _inputs;

    internal IReadOnlyList<OutputSpec> Outputs => _outputs;

    /// <summary>The definition of a class that ComfyUI itself brings, as ComfyUI 0.8.0 states it.</summary>
    /// <param name="classType">The class name, such as <c>KSampler</c>.</param>
    /// <returns>A new definition, free to be extended.</returns>
    /// <exception cref="ArgumentException">ComfyUI's core has no such class.</exception>
    public static NodeDefinition Core(string classType) =>
        CoreCatalog.Find(classType) is { } entry
            ? DefinitionReader.Read(classType, entry)
            : throw new ArgumentException($"'{classType}' is not a core node class of ComfyUI.", nameof(classType));

    /// <summary>Reads a definition from what <c>GET /object_info/{class}</c> of a real server says of the class.</summary>
    /// <param name="classType">The class name.</param>
    /// <param name="json">The value of the class in the answer: an object with <c>input</c>, <c>output</c> and so on.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="JsonException"><paramref name="json"/> is not JSON.</exception>
    public static NodeDefinition Parse(string classType, string json)
    {
        using var document = JsonDocument.Parse(json);
        return DefinitionReader.Read(classType, document.RootElement);
    }

    /// <summary>Adds a required input.</summary>
    /// <param name="name">The input's name.</param>
    /// <param name="type">Its ComfyUI type: <c>INT</c>, <c>FLOAT</c>, <c>STRING</c>, <c>BOOLEAN</c>, <c>IMAGE</c>, <c>*</c>, ...</param>
    /// <param name="options">The input's options as a JSON object, such as <c>{"min": 0, "max": 10}</c>. Default: none.</param>
    /// <returns>This definition.</returns>
    public NodeDefinition Input(string name, string type, string? options = null) => Add(InputSpec.Of(name, required: true, type, options));

    /// <summary>Adds an input that a prompt may leave out.</summary>
    /// <inheritdoc cref="Input"/>
    public NodeDefinition OptionalInput(string name, string type, string? options = null) => Add(InputSpec.Of(name, required: false, type, options));

    /// <summary>Adds a required input that takes one of a few strings (a combo).</summary>
    /// <param name="name">The input's name.</param>
    /// <param name="options">The strings. When there are none, any value is accepted.</param>
    /// <returns>This definition.</returns>
    public NodeDefinition Choice(string name, params string[] options)
    {
        JsonNode choices = new JsonArray([.. options.Select(option => (JsonNode?)option)]);
        return Add(new InputSpec(name, Required: true, JsonSerializer.SerializeToElement(new JsonArray(choices))));
    }

    /// <summary>Adds an output slot.</summary>
    /// <param name="type">Its ComfyUI type.</param>
    /// <param name="name">Its name. Default: the type.</param>
    /// <returns>This definition.</returns>
    public NodeDefinition Output(string type, string? name = null)
    {
        _outputs.Add(new OutputSpec(JsonSerializer.SerializeToElement(type), name ?? type, IsList: false));
        return this;
    }

    /// <summary>Makes nodes of this class outputs, as SaveImage is.</summary>
    /// <returns>This definition.</returns>
    public NodeDefinition AsOutputNode()
    {
        IsOutputNode = true;
        return this;
    }

    internal NodeDefinition Describe(string displayName, string category)
    {
        DisplayName = displayName;
        Category = category;
        return this;
    }

    internal NodeDefinition Add(InputSpec input)
    {
        _inputs.RemoveAll(known => known.Name == input.Name && known.Required == input.Required);
        _inputs.Add(input);
        return this;
    }

    internal NodeDefinition Add(OutputSpec output)
    {
        _outputs.Add(output);
        return this;
    }
}
