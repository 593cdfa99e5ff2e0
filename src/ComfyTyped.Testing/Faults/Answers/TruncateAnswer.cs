using ComfyTyped.Testing.Faults;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Testing;

/// <summary>The connection ends after the first half of the answer's body.</summary>
public sealed record TruncateAnswer : HttpFault
{
    internal override async Task AnswerAsync(HttpContext http, RequestDelegate next, Func<TimeSpan, Task> pause)
    {
        byte[] body = await AnswerBuffer.TakeAsync(http, next);
        http.Response.ContentLength = body.Length;
        // Kestrel ends a connection whose answer is shorter than it says.
        await http.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2), http.RequestAborted);
    }
}
