using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Testing.Routes;

/// <summary>Leaves the content type out of answers without a body: the HTTP library of newer servers does not claim one.</summary>
internal static class EmptyAnswers
{
    public static Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        http.Response.OnStarting(static state =>
        {
            var response = (HttpResponse)state;
            if (response.ContentLength == 0)
                response.ContentType = null;
            return Task.CompletedTask;
        }, http.Response);
        return next(http);
    }
}
