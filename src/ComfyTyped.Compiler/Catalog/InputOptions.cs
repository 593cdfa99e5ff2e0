using System.Collections.Immutable;
using ComfyTyped.Core.Json;

namespace ComfyTyped.Compiler.Catalog;

/// <summary>The second half of an input's declaration: <c>default</c>, <c>min</c>, <c>multiline</c>, ...</summary>
internal readonly struct InputOptions(JsonObject? options)
{
    public JsonNode? Find(string name) => options?.Find(name);

    public bool IsTrue(string name) => Find(name) is JsonBoolean { Value: true };

    /// <summary>Whether an option is there and says neither false nor nothing: <c>true</c>, an object, a mode.</summary>
    public bool IsSet(string name) => Find(name) is not (null or JsonNull or JsonBoolean { Value: false });

    /// <summary>A number's token, or null.</summary>
    public string? Number(string name) => Find(name) is JsonNumber number ? number.Token.ToString() : null;

    /// <summary>The default's token; null when there is none.</summary>
    public string? Default() => Find("default") is { } value and not JsonNull ? JsonMinifier.Minify(value) : null;

    /// <summary>Whether the options are files on the server: the user may upload one, or they are fetched, or are those of a folder.</summary>
    public bool AreFiles()
    {
        foreach (JsonMember option in options?.Members ?? ImmutableArray<JsonMember>.Empty)
        {
            bool isMark = option.Name is "image_folder" or "remote" || option.Name.EndsWith("_upload", StringComparison.Ordinal);
            if (isMark && IsSet(option.Name))
                return true;
        }

        return false;
    }

    /// <summary>The types that a match type allows; empty when it does not say.</summary>
    public string AllowedTypes() => (Find("template") as JsonObject)?.Find("allowed_types") is JsonString types ? types.Unescape() : "";

    /// <summary>The options of a dynamic combo, each with its key and its inputs.</summary>
    public ImmutableArray<JsonObject> DynamicCases() =>
        Find("options") is JsonArray cases
            ? ImmutableArray.CreateRange(cases.Items.OfType<JsonObject>())
            : ImmutableArray<JsonObject>.Empty;
}
