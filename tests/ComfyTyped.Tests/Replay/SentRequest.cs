using System.Text.Json;

namespace ComfyTyped.Tests.Replay;

/// <summary>A request as the client sent it.</summary>
internal sealed record SentRequest(string Method, string Path, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonElement.Parse(Body);

    public override string ToString() => $"{Method} {Path} {Body}";
}
