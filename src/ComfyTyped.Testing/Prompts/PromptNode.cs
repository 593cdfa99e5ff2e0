using System.Text.Json;

namespace ComfyTyped.Testing.Prompts;

/// <summary>One node of a prompt. Its inputs change once: when the validator coerces them, as ComfyUI does.</summary>
internal sealed class PromptNode
{
    private readonly JsonElement _source;

    public PromptNode(string id, JsonElement source)
    {
        Id = id;
        _source = source;
        if (source.TryGetProperty("inputs", out JsonElement inputs) && inputs.ValueKind == JsonValueKind.Object)
        {
            Inputs = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
            foreach (JsonProperty input in inputs.EnumerateObject())
                Inputs[input.Name] = input.Value;
        }
    }

    public string Id { get; }

    /// <summary>The class name, or <c>null</c> when the node has none.</summary>
    public JsonElement? ClassTypeElement => _source.TryGetProperty("class_type", out JsonElement classType) ? classType : null;

    public string ClassType => ClassTypeElement is { ValueKind: JsonValueKind.String } classType ? classType.GetString()! : "";

    /// <summary>The title that the editor gave it, or <c>null</c>.</summary>
    public string? Title =>
        _source.TryGetProperty("_meta", out JsonElement meta) && meta.ValueKind == JsonValueKind.Object && meta.TryGetProperty("title", out JsonElement title)
            && title.ValueKind == JsonValueKind.String ? title.GetString() : null;

    /// <summary>The inputs by name, or <c>null</c> when the node has no <c>inputs</c> object.</summary>
    public Dictionary<string, JsonElement>? Inputs { get; }

    /// <summary>The change fingerprint that files taken from PNG metadata carry; ComfyUI honours it.</summary>
    public JsonElement? IsChanged => _source.TryGetProperty("is_changed", out JsonElement value) ? value : null;

    public IEnumerable<(string InputName, PromptLink Link)> Links =>
        (Inputs ?? []).Select(input => (input.Key, PromptLink.From(input.Value))).Where(input => input.Item2 is not null)
        .Select(input => (input.Key, input.Item2!));

    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (JsonProperty member in _source.EnumerateObject())
        {
            if (member.Name == "inputs" && Inputs is not null)
                WriteInputs(writer);
            else
                member.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    private void WriteInputs(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("inputs");
        foreach ((string name, JsonElement value) in Inputs!)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
