using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Testing.Protocol;

/// <summary>Reads and writes bodies as ComfyUI's HTTP library does.</summary>
internal static class HttpJson
{
    private const string JsonType = "application/json; charset=utf-8";

    /// <summary>The body, whatever its content type says.</summary>
    /// <exception cref="JsonException">It is not JSON; the caller's client gets a 500.</exception>
    public static async Task<JsonElement> ReadAsync(HttpRequest request)
    {
        using JsonDocument document = await JsonDocument.ParseAsync(request.Body, default, request.HttpContext.RequestAborted);
        return document.RootElement.Clone();
    }

    public static Task WriteAsync(HttpResponse response, JsonNode? body, int status = StatusCodes.Status200OK) =>
        WriteAsync(response, JsonSerializer.SerializeToUtf8Bytes(body), status);

    public static Task WriteAsync(HttpResponse response, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            write(writer);
        return WriteAsync(response, buffer.ToArray(), StatusCodes.Status200OK);
    }

    /// <summary>What <paramref name="write"/> writes, to be changed.</summary>
    public static JsonNode Written(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            write(writer);
        return JsonNode.Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length))!;
    }

    /// <summary>An answer without a body.</summary>
    public static Task WriteEmptyAsync(HttpResponse response, int status = StatusCodes.Status200OK)
    {
        response.StatusCode = status;
        response.ContentType = "application/octet-stream";
        response.ContentLength = 0;
        return Task.CompletedTask;
    }

    private static async Task WriteAsync(HttpResponse response, byte[] body, int status)
    {
        response.StatusCode = status;
        response.ContentType = JsonType;
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(response.HttpContext.Request.Method))
            await response.Body.WriteAsync(body, response.HttpContext.RequestAborted);
    }
}
