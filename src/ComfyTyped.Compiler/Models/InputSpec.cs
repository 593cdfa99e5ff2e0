namespace ComfyTyped.Compiler.Models;

/// <summary>One input of a node class.</summary>
/// <param name="Name">The wire name; that of an input of a case is relative to the dynamic combo: <c>width</c> for <c>resize_type.width</c>.</param>
/// <param name="Kind">What a caller may assign.</param>
/// <param name="Type">The ComfyUI type of a link into it: <c>INT</c>, <c>IMAGE</c>, <c>IMAGE,MASK</c>, <c>COMBO</c>, <c>*</c>.</param>
/// <param name="IsRequired">Whether the server rejects a prompt without it; false when inferred.</param>
/// <param name="IsDeclared">Whether a catalog declares it; otherwise only files show it.</param>
/// <param name="IsSeed">Whether it is a seed: an INT with <c>control_after_generate</c>, or one named <c>seed</c> or <c>noise_seed</c>.</param>
/// <param name="IsMultiline">Whether the editor shows a multi-line text box.</param>
/// <param name="Default">The declared default as a JSON token, or null.</param>
/// <param name="Min">The declared lower bound as a JSON token, or null.</param>
/// <param name="Max">The declared upper bound as a JSON token, or null.</param>
/// <param name="Step">The declared step as a JSON token, or null.</param>
/// <param name="Options">The options of a choice as JSON tokens (<c>"euler"</c>, <c>2</c>), in the catalog's order.</param>
internal sealed record InputSpec(
    string Name,
    InputKind Kind,
    string Type,
    bool IsRequired,
    bool IsDeclared,
    bool IsSeed,
    bool IsMultiline,
    string? Default,
    string? Min,
    string? Max,
    string? Step,
    EquatableArray<string> Options)
{
    /// <summary>The cases of a dynamic combo, of which the input holds the key; empty for any other input.</summary>
    public EquatableArray<InputCase> Cases { get; init; }

    /// <summary>The members of a growing group, each of which is like this input; null for any other input.</summary>
    public InputGrowth? Growth { get; init; }

    /// <summary>Whether it is a member of a growing group, of which older servers require none.</summary>
    public bool IsMember { get; init; }

    /// <summary>
    /// The types that are meant to be linked where the server lets every link pass, as it does for match types: <c>IMAGE,MASK</c>; else null.
    /// </summary>
    public string? AllowedTypes { get; init; }

    /// <summary>Whether the server takes files that its list does not have: the user may upload one, or the editor fetches them.</summary>
    public bool TakesOtherFiles { get; init; }

    /// <summary>The input of a core node whose list this is; null when it is no list, or one that core nodes do not offer.</summary>
    public ListOwner? Owner { get; init; }

    /// <summary>Whether the options can be members of a type: some, and all of them texts.</summary>
    public bool HasTextOptions => Options.Count > 0 && Options.All(option => option[0] == '"');
}

/// <summary>What a caller may assign to an input.</summary>
internal enum InputKind
{
    /// <summary>A link only.</summary>
    Socket,

    /// <summary>An integer.</summary>
    Int,

    /// <summary>A floating-point number.</summary>
    Float,

    /// <summary>A number of a class that no catalog has: integer or floating-point.</summary>
    Number,

    /// <summary>A text.</summary>
    String,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>One of a list of options.</summary>
    Choice,

    /// <summary>Several of a list of options.</summary>
    Choices,

    /// <summary>One of a list of files on the server: a model, or a picture, sound or video in its input folder.</summary>
    File,

    /// <summary>Anything: any literal or any link.</summary>
    Any,
}
