namespace ComfyTyped.CompilerServices;

/// <summary>The forms an <see cref="InputValue"/> takes.</summary>
internal enum InputValueKind : byte
{
    Unset,
    Token,
    Link,
    Signed,
    Unsigned,
    Double,
    Boolean,
    String,
    RandomSeed,
    IncrementSeed,
    File,
}
