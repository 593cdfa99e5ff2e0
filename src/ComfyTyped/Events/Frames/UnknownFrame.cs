namespace ComfyTyped;

/// <summary>A binary frame of a type that this version does not know, or one that breaks its own layout.</summary>
/// <param name="Type">The number in its first four bytes; 0 when there are fewer.</param>
/// <param name="Data">The whole frame.</param>
public sealed record UnknownFrame(uint Type, ReadOnlyMemory<byte> Data) : ComfyEvent;
