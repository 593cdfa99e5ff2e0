using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using ComfyTyped.Settings;

namespace ComfyTyped;

/// <content>Setting many inputs at once from outside.</content>
public abstract partial class ComfyWorkflow
{
    // Titles in any script stay readable; what would end a script element of a page does not.
    private static readonly JsonWriterOptions SchemaWriting = new() { Indented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>
    /// Sets inputs from a JSON object: <c>{ "KSampler": { "steps": 30, "seed": "random" }, "prompt": { "positive": "a fox" } }</c>. A node is named by the C# property
    /// that holds it, its id, title or class; an input by its wire name or C# property. Values are checked as <see cref="Validate"/> checks them, and only inputs
    /// that exist and are not linked are set. Of an object that an input holds, the members that are given change.
    /// </summary>
    /// <param name="settings">The object.</param>
    /// <param name="options">Which inputs can be set; null for all.</param>
    /// <returns>What was applied and what was not, and why.</returns>
    /// <exception cref="ArgumentException">The settings are no JSON object.</exception>
    /// <exception cref="InvalidOperationException">A name holds half a surrogate pair.</exception>
    public SettingsReport ApplySettings(JsonElement settings, SettingsOptions? options = null) => ApplySettings(settings, options, isText: false);

    /// <summary>Sets inputs from the text of a JSON object, which may have comments, as the other overload does.</summary>
    /// <param name="json">The text.</param>
    /// <param name="options">Which inputs can be set; null for all.</param>
    /// <returns>What was applied and what was not, and why.</returns>
    /// <exception cref="JsonException">The text is no JSON; the message says where.</exception>
    /// <exception cref="ArgumentException">It is no JSON object.</exception>
    public SettingsReport ApplySettings(string json, SettingsOptions? options = null)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        return ApplySettings(document.RootElement, options);
    }

    /// <summary>
    /// Describes the settings of this workflow as a JSON Schema (2020-12): an object with a property for each node that has inputs to be set, by name, type, bounds,
    /// options and the value that the workflow has at the moment. Whatever is valid under it, <see cref="ApplySettings(JsonElement, SettingsOptions?)"/> applies completely.
    /// </summary>
    /// <param name="options">Which inputs it has; null for all.</param>
    /// <returns>The schema, without references to anything else: fit for OpenAPI and for the tools of a language model.</returns>
    public string GetJsonSchema(SettingsOptions? options = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, SchemaWriting))
            WriteJsonSchema(writer, options);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes the schema that <see cref="GetJsonSchema"/> gives.</summary>
    /// <param name="writer">The writer, where a value is expected. Nothing is flushed.</param>
    /// <param name="options">Which inputs it has; null for all.</param>
    public void WriteJsonSchema(Utf8JsonWriter writer, SettingsOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        new SettingsSchemaWriter(this, options ?? new SettingsOptions()).Write(writer);
    }

    internal SettingsReport ApplySettings(JsonElement settings, SettingsOptions? options, bool isText)
    {
        if (settings.ValueKind != JsonValueKind.Object)
            throw new ArgumentException($"Settings are a JSON object of nodes and their inputs, not {settings.ValueKind}.", nameof(settings));
        var writer = new SettingsWriter(this, options ?? new SettingsOptions(), isText);
        new SettingsReader(this, writer).Read(settings);
        return writer.ToReport();
    }
}
