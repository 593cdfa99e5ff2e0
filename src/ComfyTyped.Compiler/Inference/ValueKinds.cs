namespace ComfyTyped.Compiler.Inference;

/// <summary>Kinds of values that inputs hold.</summary>
[Flags]
internal enum ValueKinds
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>A number without fraction and exponent.</summary>
    Integer = 1,

    /// <summary>Any other number.</summary>
    Float = 2,

    /// <summary>A string.</summary>
    String = 4,

    /// <summary>True or false.</summary>
    Boolean = 8,

    /// <summary>Null.</summary>
    Null = 16,

    /// <summary>An object.</summary>
    Object = 32,

    /// <summary>An array that is no link.</summary>
    Array = 64,

    /// <summary>A link.</summary>
    Link = 128,
}
