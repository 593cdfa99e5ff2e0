using ComfyTyped.Testing.Faults;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Testing;

/// <summary>The server does what it was asked, and then the connection breaks: of <c>POST /prompt</c> the prompt is queued, and its client does not know.</summary>
public sealed record LoseAnswer : HttpFault
{
    internal override async Task AnswerAsync(HttpContext http, RequestDelegate next, Func<TimeSpan, Task> pause)
    {
        await AnswerBuffer.TakeAsync(http, next);
        http.Abort();
    }
}
