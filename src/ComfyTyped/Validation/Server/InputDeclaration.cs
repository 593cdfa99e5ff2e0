using System.Text.Json;
using ComfyTyped.Primitives;

namespace ComfyTyped.Validation;

/// <summary>The declaration of an input in <c>object_info</c>: <c>[type]</c> or <c>[type, options]</c>, or the bare type from some custom nodes.</summary>
/// <param name="spec">Its JSON.</param>
internal readonly struct InputDeclaration(JsonElement spec)
{
    public const string DynamicCombo = "COMFY_DYNAMICCOMBO_V3";
    public const string Autogrow = "COMFY_AUTOGROW_V3";
    private const string Combo = "COMBO";

    /// <summary>The type as it is declared; of a list of options, <c>COMBO</c>.</summary>
    public string Type => TypeElement.ValueKind == JsonValueKind.Array ? Combo : TypeElement.AsText()?.Trim() ?? LinkTypes.Any;

    /// <summary>The type of a link into it; <c>*</c> where that depends on what else is connected.</summary>
    public string LinkType => IsOpen(Type) ? LinkTypes.Any : Type;

    /// <summary>Whether a prompt may hold inputs with the name of this one, a dot and more.</summary>
    public bool HasMembers => IsDynamic(Type);

    /// <summary>Whether the server itself looks through its options for a literal; it does not where they come from elsewhere or where several can be chosen.</summary>
    public bool IsListed => Type == Combo && Choices.ValueKind == JsonValueKind.Array
        && !IsSet("remote") && !IsMultiple;

    /// <summary>Whether the options stand in the place of the type.</summary>
    public bool IsBareList => TypeElement.ValueKind == JsonValueKind.Array;

    /// <summary>Whether several options are chosen.</summary>
    public bool IsMultiple => IsSet("multiselect") || IsSet("multi_select");

    /// <summary>Whether the editor lets it be linked only.</summary>
    public bool IsLinkOnly => IsSet("forceInput") || IsSet("rawLink");

    /// <summary>Whether the list is one of files that a user may upload: the node looks at the disk, not at the list.</summary>
    public bool IsUpload => Options.ValueKind == JsonValueKind.Object
        && Options.EnumerateObject().Any(option => IsSet(option.Value) && (option.NameText().EndsWith("_upload", StringComparison.Ordinal) || option.NameText() == "image_folder"));

    /// <summary>Its options when all are texts; else none.</summary>
    public IReadOnlyList<string> ListedTexts => HasTextsOnly ? [.. Choices.Items().Select(choice => choice.AsText()).OfType<string>()] : [];

    /// <summary>Its options as JSON tokens when some are no texts; else none.</summary>
    public IReadOnlyList<string> ListedTokens => HasTextsOnly ? [] : [.. Choices.Items().Select(choice => choice.GetRawText())];

    private bool HasTextsOnly => Choices.Items().All(choice => choice.ValueKind == JsonValueKind.String);

    private JsonElement TypeElement => spec.ValueKind == JsonValueKind.Array ? spec.EnumerateArray().FirstOrDefault() : spec;

    private JsonElement Options => spec.ValueKind == JsonValueKind.Array ? spec.EnumerateArray().ElementAtOrDefault(1) : default;

    private JsonElement Choices => TypeElement.ValueKind == JsonValueKind.Array ? TypeElement : Option("options");

    /// <summary>Whether it is a seed, by what it declares or by its name.</summary>
    public bool IsSeed(string name) => Type == "INT" && (IsSet("control_after_generate") || name is "seed" or "noise_seed");

    public static bool IsOpen(string type) => type.Split(',').Any(member => member.Trim() is LinkTypes.Any || IsDynamic(member.Trim()));

    public JsonElement Option(string name) => Options.Member(name);

    /// <summary>A number's token, or null.</summary>
    public string? Number(string name) => Option(name) is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : null;

    private static bool IsDynamic(string type) => type.StartsWith("COMFY_", StringComparison.Ordinal) && type.EndsWith("_V3", StringComparison.Ordinal);

    private bool IsSet(string name) => IsSet(Option(name));

    private static bool IsSet(JsonElement option) => option.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.False);
}
