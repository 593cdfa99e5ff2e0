using System.Text;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Testing.Routes;

/// <summary>Answers what no route answers, in the words of ComfyUI's HTTP library: plain text, never JSON.</summary>
internal static class ErrorMiddleware
{
    public static async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
            if (http.Response is not { HasStarted: false, ContentType: null })
                return;
            if (http.Response.StatusCode == StatusCodes.Status404NotFound)
                await WriteAsync(http, StatusCodes.Status404NotFound, "404: Not Found");
            else if (http.Response.StatusCode == StatusCodes.Status405MethodNotAllowed)
                await WriteAsync(http, StatusCodes.Status405MethodNotAllowed, "405: Method Not Allowed");
        }
        catch (BadHttpRequestException problem) when (problem.StatusCode == StatusCodes.Status413PayloadTooLarge && !http.Response.HasStarted)
        {
            await WriteAsync(http, StatusCodes.Status413PayloadTooLarge, "413: Request Entity Too Large");
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to read an answer.
        }
        catch (Exception) when (!http.Response.HasStarted)
        {
            // Whatever a request breaks, the client gets what an unhandled Python exception gives it.
            http.Response.Clear();
            http.Response.Headers.Connection = "close";
            await WriteAsync(http, StatusCodes.Status500InternalServerError, "500 Internal Server Error\n\nServer got itself in trouble");
        }
    }

    private static async Task WriteAsync(HttpContext http, int status, string text)
    {
        byte[] body = Encoding.UTF8.GetBytes(text);
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}
