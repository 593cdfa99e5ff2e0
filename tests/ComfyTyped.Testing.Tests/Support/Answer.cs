using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace ComfyTyped.Testing.Tests.Support;

/// <summary>An HTTP answer, read to its end.</summary>
internal sealed record Answer(HttpStatusCode Status, string? ContentType, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonNode? Json => JsonNode.Parse(Body);
}
