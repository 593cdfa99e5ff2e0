using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Tests.Retries;

/// <summary>Ways to lose the answer to a request: on the line, in time, and in a proxy.</summary>
internal static class Spoiling
{
    public static IEnumerable<string> Kinds => ["abort", "timeout", "502", "500", "garbage", "cut"];

    public static async Task<bool> SpoilAsync(HttpContext context, string kind)
    {
        switch (kind)
        {
            case "abort":
                context.Abort();
                break;
            case "timeout":
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case "garbage":
                await context.Response.WriteAsync("<html>a login page</html>");
                break;
            case "cut":
                context.Response.ContentLength = 100;
                await context.Response.WriteAsync("{\"prompt_id\":");
                await context.Response.Body.FlushAsync();
                context.Abort();
                break;
            default:
                context.Response.StatusCode = int.Parse(kind, null);
                break;
        }
        return true;
    }
}
