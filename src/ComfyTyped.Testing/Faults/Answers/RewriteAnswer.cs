using System.Text;
using ComfyTyped.Testing.Faults;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Testing;

/// <summary>The server does what it was asked, and something else arrives as the answer's text; status and type stay. See <see cref="HostileContent"/>.</summary>
/// <param name="Rewrite">Makes the text that arrives of the one that was sent.</param>
/// <example><code>server.Faults.Add(new RewriteAnswer(_ => HostileContent.DeepJson(100_000)) { Path = "/history/*", Times = 1 });</code></example>
public sealed record RewriteAnswer(Func<string, string> Rewrite) : HttpFault
{
    internal override async Task AnswerAsync(HttpContext http, RequestDelegate next, Func<TimeSpan, Task> pause)
    {
        byte[] body = Encoding.UTF8.GetBytes(Rewrite(Encoding.UTF8.GetString(await AnswerBuffer.TakeAsync(http, next))));
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}
