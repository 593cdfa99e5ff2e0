using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Testing;

/// <summary>A web page where JSON or a file is expected, as of a proxy that wants a login. The server does nothing of what was asked.</summary>
/// <param name="Status">The status. Default: 200, which makes it look like an answer of the server.</param>
public sealed record AnswerPage(int Status = StatusCodes.Status200OK) : HttpFault
{
    private const string Page = "<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Sign in to go on</h1></body></html>";

    internal override Task AnswerAsync(HttpContext http, RequestDelegate next, Func<TimeSpan, Task> pause) =>
        new AnswerStatus(Status) { Body = Page, ContentType = "text/html; charset=utf-8" }.AnswerAsync(http, next, pause);
}
