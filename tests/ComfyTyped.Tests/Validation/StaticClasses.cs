using System.Net;

namespace ComfyTyped.Tests.Validation;

/// <summary>Answers for node classes with given declarations, byte for byte: Python's tokens that are no JSON included.</summary>
internal sealed class StaticClasses(Dictionary<string, string> declarations) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string classType = Uri.UnescapeDataString(request.RequestUri!.Segments[^1]);
        string body = declarations.TryGetValue(classType, out string? declaration) ? $$"""{"{{classType}}": {{declaration}} }""" : "{}";
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body) });
    }
}
