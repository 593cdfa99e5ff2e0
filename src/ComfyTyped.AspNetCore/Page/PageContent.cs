using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.AspNetCore.Page;

/// <summary>The page to try a workflow: one answer with style and script in it, the same for every workflow. What is shown comes from the schema, as text.</summary>
internal static class PageContent
{
    private static readonly string Style = Resource.Read("page.css");
    private static readonly string Script = Resource.Read("page.js");
    private static readonly byte[] Page = Encoding.UTF8.GetBytes(
        Resource.Read("page.html").Replace("/* page.css */", Style, StringComparison.Ordinal).Replace("/* page.js */", Script, StringComparison.Ordinal));

    // Nothing runs but this very script, whatever a title or a prompt might try.
    private static readonly string Policy =
        $"default-src 'none'; script-src '{HashOf(Script)}'; style-src '{HashOf(Style)}'; img-src 'self' data: blob:; media-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static Task WriteAsync(HttpContext context)
    {
        HttpResponse response = context.Response;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = Page.Length;
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.CacheControl = "no-cache";
        return response.Body.WriteAsync(Page, context.RequestAborted).AsTask();
    }

    private static string HashOf(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
