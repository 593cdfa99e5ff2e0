using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Testing;

/// <summary>
/// The connection breaks before the server does anything. <see cref="ComfyServer.GoOfflineAsync"/> lets no connection come about in the first place.
/// </summary>
public sealed record AbortRequest : HttpFault
{
    internal override Task AnswerAsync(HttpContext http, RequestDelegate next, Func<TimeSpan, Task> pause)
    {
        http.Abort();
        return Task.CompletedTask;
    }
}
