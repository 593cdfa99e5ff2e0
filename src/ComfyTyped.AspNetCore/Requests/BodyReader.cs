using System.Text.Json;
using ComfyTyped.AspNetCore.Answers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ComfyTyped.AspNetCore.Requests;

/// <summary>Reads the body of a request: JSON, or a form with a part <c>settings</c> and files.</summary>
internal static class BodyReader
{
    private const string SettingsPart = "settings";

    /// <exception cref="ProblemException">It cannot be read.</exception>
    public static async Task<RequestBody> ReadAsync(HttpContext context, long maxSize)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = maxSize;
        HttpRequest request = context.Request;
        if (request.ContentLength > maxSize)
            throw new ProblemException(Problem.TooLarge(maxSize));
        try
        {
            return request.HasFormContentType ? await ReadFormAsync(request, maxSize, context.RequestAborted).ConfigureAwait(false)
                : request.HasJsonContentType() ? new RequestBody(await ReadJsonAsync(request.Body, context.RequestAborted).ConfigureAwait(false), [])
                : string.IsNullOrEmpty(request.ContentType) && await IsEmptyAsync(request, context.RequestAborted).ConfigureAwait(false) ? new RequestBody(default, [])
                : throw new ProblemException(Problem.UnsupportedBody);
        }
        catch (JsonException exception)
        {
            throw new ProblemException(Problem.NoJson(exception));
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw new ProblemException(Problem.TooLarge(maxSize));
        }
    }

    private static async Task<RequestBody> ReadFormAsync(HttpRequest request, long maxSize, CancellationToken cancellationToken)
    {
        var options = new FormOptions { MultipartBodyLengthLimit = maxSize, ValueLengthLimit = (int)Math.Min(maxSize, int.MaxValue) };
        IFormCollection form = await ReadPartsAsync(request, options, cancellationToken).ConfigureAwait(false);
        JsonElement settings = default;
        if (form[SettingsPart] is [{ } text, ..])
            settings = Parse(text);
        else if (form is { Count: > 0, Files.Count: 0 })
            // Such as JSON that curl -d calls a form: to run without it is not what was asked for.
            throw new ProblemException(Problem.UnsupportedBody);
        var files = new List<FormFile>();
        foreach (IFormFile file in form.Files)
        {
            Stream content = file.OpenReadStream();
            await using (content.ConfigureAwait(false))
            {
                if (file.Name == SettingsPart)
                    settings = await ReadJsonAsync(content, cancellationToken).ConfigureAwait(false);
                else
                    files.Add(new FormFile(file.Name, file.ContentType, await ReadAllAsync(content, cancellationToken).ConfigureAwait(false)));
            }
        }
        return new RequestBody(settings, files);
    }

    private static async Task<IFormCollection> ReadPartsAsync(HttpRequest request, FormOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await request.ReadFormAsync(options, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            // It says the same of a broken form and of one beyond its limits.
            throw new ProblemException(Problem.NoForm(options.MultipartBodyLengthLimit));
        }
    }

    private static async Task<byte[]> ReadAllAsync(Stream content, CancellationToken cancellationToken)
    {
        var bytes = new byte[content.Length];
        await content.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        return bytes;
    }

    private static async Task<JsonElement> ReadJsonAsync(Stream content, CancellationToken cancellationToken)
    {
        using JsonDocument json = await JsonDocument.ParseAsync(content, cancellationToken: cancellationToken).ConfigureAwait(false);
        return json.RootElement.Clone();
    }

    private static JsonElement Parse(string text)
    {
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }

    private static async Task<bool> IsEmptyAsync(HttpRequest request, CancellationToken cancellationToken) =>
        request.ContentLength == 0 || await request.Body.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false) == 0;
}
