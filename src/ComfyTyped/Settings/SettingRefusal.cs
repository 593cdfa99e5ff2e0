namespace ComfyTyped;

/// <summary>Why a setting was not applied.</summary>
public enum SettingRefusal
{
    /// <summary>No node has the name, as property, id, title or class, and it is no group of titles either.</summary>
    UnknownNode,

    /// <summary>The node has no such input, or the case that its dynamic combo selects has none, or <see cref="SettingsOptions.Include"/> leaves it out.</summary>
    UnknownInput,

    /// <summary>Several nodes or inputs are meant by the name.</summary>
    Ambiguous,

    /// <summary>The input is linked to an output, which a value would cut off, or takes nothing but links.</summary>
    Linked,

    /// <summary>The value is of another type than the input.</summary>
    WrongType,

    /// <summary>The number is below or above the bound of the input.</summary>
    OutOfRange,

    /// <summary>The value is none of the known options; <see cref="SettingsOptions.AcceptUnknownOptions"/> lets it pass.</summary>
    NotAnOption,
}
