using System.Collections.Immutable;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Core.Json;

namespace ComfyTyped.Compiler.Catalog;

/// <summary>Decides what a caller may assign to a declared input.</summary>
internal static class InputSpecFactory
{
    public static InputSpec Create(string name, JsonNode? type, string typeName, InputOptions options, bool isRequired) =>
        type is JsonArray list
            ? Combo(name, list.Items, options, isRequired)
            : TypeName.Normalize(typeName) is TypeName.Combo
                ? Combo(name, options.Find("options") is JsonArray choices ? choices.Items : ImmutableArray<JsonNode>.Empty, options, isRequired)
                : typeName == TypeName.MatchType ? Match(name, options, isRequired)
                : Plain(name, TypeName.Normalize(typeName), options, isRequired);

    /// <summary>The input that chooses the case of a dynamic combo.</summary>
    public static InputSpec Selector(string name, ImmutableArray<JsonObject> cases, InputOptions options, bool isRequired) =>
        Combo(name, ImmutableArray.CreateRange(cases.Select(@case => @case.Find("key")).OfType<JsonNode>()), options, isRequired);

    /// <summary>An input of which nothing is known but the name.</summary>
    public static InputSpec Anything(string name) =>
        new(name, InputKind.Any, TypeName.Any, false, true, false, false, null, null, null, null, EquatableArray<string>.Empty);

    private static InputSpec Plain(string name, string type, InputOptions options, bool isRequired)
    {
        InputKind kind = IsLinkOnly(options) ? InputKind.Socket : KindOf(type);
        return new InputSpec(
            name,
            kind,
            type,
            isRequired,
            IsDeclared: true,
            IsSeed: kind == InputKind.Int && (options.IsSet("control_after_generate") || name is "seed" or "noise_seed"),
            IsMultiline: options.IsTrue("multiline"),
            options.Default(),
            Bound(kind, options.Number("min")),
            Bound(kind, options.Number("max")),
            options.Number("step"),
            EquatableArray<string>.Empty);
    }

    /// <summary>An input whose type is that of what is linked, of some that are allowed; the server itself does not look at them.</summary>
    private static InputSpec Match(string name, InputOptions options, bool isRequired)
    {
        string allowed = TypeName.Normalize(options.AllowedTypes());
        InputSpec spec = Plain(name, allowed, options, isRequired);
        return allowed == TypeName.Any ? spec : spec with { Type = TypeName.Any, AllowedTypes = allowed };
    }

    private static string? Bound(InputKind kind, string? token) => kind == InputKind.Int ? IntegerBound.Of(token) : FiniteBound.Of(token);

    private static InputSpec Combo(string name, ImmutableArray<JsonNode> choices, InputOptions options, bool isRequired)
    {
        EquatableArray<string> tokens = choices
            .Where(choice => choice is JsonString or JsonNumber or JsonBoolean)
            .Select(JsonMinifier.Minify)
            .Distinct(StringComparer.Ordinal)
            .ToEquatableArray();
        InputKind kind = IsLinkOnly(options) ? InputKind.Socket
            : options.IsSet("multiselect") || options.IsSet("multi_select") ? Several(tokens)
            : tokens.Count == 0 || options.AreFiles() || FileLists.HasFile(tokens) ? InputKind.File
            : InputKind.Choice;
        return new InputSpec(name, kind, TypeName.Combo, isRequired, true, false, false, options.Default(), null, null, null, tokens)
        {
            TakesOtherFiles = options.AreFiles(),
        };
    }

    // Only lists of texts are written for several choices; of others a caller writes any JSON.
    private static InputKind Several(EquatableArray<string> tokens) =>
        tokens.Count > 0 && tokens.All(token => token[0] == '"') ? InputKind.Choices : InputKind.Any;

    private static bool IsLinkOnly(InputOptions options) => options.IsTrue("forceInput") || options.IsTrue("rawLink");

    private static InputKind KindOf(string type) => type switch
    {
        TypeName.Int => InputKind.Int,
        TypeName.Float => InputKind.Float,
        TypeName.String => InputKind.String,
        TypeName.Boolean => InputKind.Boolean,
        TypeName.Number or "FLOAT,INT" => InputKind.Number,
        TypeName.Any => InputKind.Any,
        _ => TypeName.Members(type).Any(TakesLiterals) ? InputKind.Any : InputKind.Socket,
    };

    private static bool TakesLiterals(string type) =>
        type is TypeName.Int or TypeName.Float or TypeName.String or TypeName.Boolean or TypeName.Combo || TypeName.IsEdited(type);
}
