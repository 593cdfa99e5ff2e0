namespace ComfyTyped.Settings;

/// <summary>What a value of an input looks like in JSON.</summary>
internal enum SettingKind
{
    /// <summary>None: the input takes links only.</summary>
    None,
    Integer,
    Number,
    Text,
    Flag,

    /// <summary>One of several texts.</summary>
    Choice,

    /// <summary>One of several JSON tokens, some of which are no texts.</summary>
    TokenChoice,

    /// <summary>A list of texts.</summary>
    Choices,

    /// <summary>The key of a dynamic combo, which decides what other inputs there are.</summary>
    Case,

    /// <summary>The name of a file; the server knows which there are.</summary>
    File,
    Any,
}
