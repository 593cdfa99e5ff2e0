using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ComfyTyped.Testing.Faults;

/// <summary>Keeps an answer from leaving.</summary>
internal static class AnswerBuffer
{
    /// <summary>Lets the server act and answer, and gives the body that it would have sent. Its status and headers are set, and not sent.</summary>
    public static async Task<byte[]> TakeAsync(HttpContext http, RequestDelegate next)
    {
        IHttpResponseBodyFeature real = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var buffer = new MemoryStream();
        http.Response.Body = buffer;
        try
        {
            await next(http);
        }
        finally
        {
            http.Features.Set(real);
        }

        return buffer.ToArray();
    }
}
