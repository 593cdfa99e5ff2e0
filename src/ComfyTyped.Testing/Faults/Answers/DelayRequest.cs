using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Testing;

/// <summary>The server begins late with the request.</summary>
/// <param name="By">How late, by the clock of the server's options.</param>
public sealed record DelayRequest(TimeSpan By) : HttpFault
{
    internal override void Validate()
    {
        base.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(By, TimeSpan.Zero);
    }

    internal override async Task AnswerAsync(HttpContext http, RequestDelegate next, Func<TimeSpan, Task> pause)
    {
        await pause(By);
        await next(http);
    }
}
