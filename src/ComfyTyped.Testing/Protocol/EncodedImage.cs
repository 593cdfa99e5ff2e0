namespace ComfyTyped.Testing.Protocol;

/// <summary>The bytes of a picture on their way to a socket.</summary>
internal sealed record EncodedImage(byte[] Bytes, bool IsPng);
