using System.Text.Json;

namespace ComfyTyped.Wire;

/// <summary>Takes the messages of the socket, one at a time, in their order.</summary>
internal interface ISocketListener
{
    /// <exception cref="JsonException">It is no message.</exception>
    void OnText(ReadOnlySpan<byte> utf8);

    void OnBinary(ReadOnlySpan<byte> bytes);
}
