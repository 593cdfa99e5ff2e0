using System.Buffers;
using System.Globalization;
using System.Text.Json;
using ComfyTyped.AspNetCore.Failures;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.AspNetCore.Answers;

/// <summary>Answers with JSON. What a browser would take for HTML is escaped by the writer.</summary>
internal static class JsonAnswer
{
    public static Task WriteAsync(HttpContext context, int status, string mediaType, Action<Utf8JsonWriter> write) =>
        WriteAsync(context, status, mediaType, ToUtf8(write));

    public static async Task WriteAsync(HttpContext context, int status, string mediaType, ReadOnlyMemory<byte> json)
    {
        HttpResponse response = context.Response;
        response.StatusCode = status;
        response.ContentType = mediaType;
        response.ContentLength = json.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        await response.Body.WriteAsync(json, context.RequestAborted).ConfigureAwait(false);
    }

    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        if (problem.RetryAfter is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return WriteAsync(context, problem.Status, "application/problem+json", problem.WriteTo);
    }

    public static ReadOnlyMemory<byte> ToUtf8(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            write(writer);
        return buffer.WrittenMemory;
    }
}
