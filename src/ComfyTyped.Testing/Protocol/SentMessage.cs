using System.Text;

namespace ComfyTyped.Testing;

/// <summary>A message on its way to one socket.</summary>
/// <param name="ClientId">The <c>clientId</c> of the socket.</param>
/// <param name="Type">The type of the event, such as <c>progress</c>; <see cref="Binary"/> when it is a binary frame.</param>
/// <param name="Bytes">The whole message.</param>
public sealed record SentMessage(string ClientId, string Type, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The type of binary frames: previews, and what custom nodes send.</summary>
    public const string Binary = "binary";

    /// <summary>Gets whether it is a binary frame.</summary>
    public bool IsBinary => Type == Binary;

    /// <summary>Gets the JSON of an event.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes.Span);
}
