using System.Text;
using ComfyTyped.Testing.Faults;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ComfyTyped.Testing;

/// <summary>The answer's <c>Content-Length</c> is wrong, its body whole. Then the connection ends.</summary>
/// <param name="By">How many bytes too long it says the body is; negative when it says less than there are.</param>
public sealed record MisstateLength(int By) : HttpFault
{
    internal override async Task AnswerAsync(HttpContext http, RequestDelegate next, Func<TimeSpan, Task> pause)
    {
        byte[] body = await AnswerBuffer.TakeAsync(http, next);
        // Kestrel refuses to lie, so that this writes behind its back.
        string head = $"HTTP/1.1 {http.Response.StatusCode} \r\nContent-Type: {http.Response.ContentType}\r\nContent-Length: {Math.Max(0, body.Length + By)}\r\n\r\n";
        var wire = http.Features.GetRequiredFeature<IConnectionTransportFeature>().Transport.Output;
        await wire.WriteAsync(Encoding.ASCII.GetBytes(head), http.RequestAborted);
        await wire.WriteAsync(body, http.RequestAborted);
        await wire.CompleteAsync();
    }
}
