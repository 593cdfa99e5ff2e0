using System.Text;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Testing;

/// <summary>The request is answered with a status, and the server does nothing of what it asks.</summary>
/// <param name="Status">The status, such as 500, 503 or 413.</param>
/// <example><code>server.Faults.Add(new AnswerStatus(503) { Path = "/history/*", Times = 3 });</code></example>
public sealed record AnswerStatus(int Status) : HttpFault
{
    /// <summary>Gets the text of the answer.</summary>
    /// <value>The default is empty.</value>
    public string Body { get; init; } = "";

    /// <summary>Gets the type of the text.</summary>
    /// <value>The default is <c>text/plain; charset=utf-8</c>.</value>
    public string ContentType { get; init; } = "text/plain; charset=utf-8";

    internal override async Task AnswerAsync(HttpContext http, RequestDelegate next, Func<TimeSpan, Task> pause)
    {
        byte[] body = Encoding.UTF8.GetBytes(Body);
        http.Response.StatusCode = Status;
        http.Response.ContentType = ContentType;
        http.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}
