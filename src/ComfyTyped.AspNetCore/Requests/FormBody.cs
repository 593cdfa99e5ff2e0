using ComfyTyped.AspNetCore.Failures;
using ComfyTyped.AspNetCore.Inputs;
using ComfyTyped.AspNetCore.Setup;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace ComfyTyped.AspNetCore.Requests;

/// <summary>
/// Reads a form with a part <c>settings</c> and files. What does not fit into a little memory waits in temporary files, which go when their streams do.
/// </summary>
/// <param name="access">What the request may set.</param>
/// <param name="maxSettings">How many bytes the settings may have without files.</param>
internal sealed class FormBody(InputAccess access, int maxSettings)
{
    private const string SettingsPart = "settings";
    private const int MaxBoundary = 128;
    private const int MaxMemory = 64 * 1024;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <exception cref="ProblemException">It cannot be read.</exception>
    public async Task ReadAsync(string contentType, Stream content, RequestBody body, CancellationToken cancellationToken)
    {
        try
        {
            var parts = new MultipartReader(BoundaryOf(contentType), content);
            while (!body.Errors.IsFull && await parts.ReadNextSectionAsync(cancellationToken).ConfigureAwait(false) is { } part)
                await ReadAsync(part, body, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not Microsoft.AspNetCore.Http.BadHttpRequestException)
        {
            throw new ProblemException(Problem.NoForm);
        }
    }

    private async Task ReadAsync(MultipartSection part, RequestBody body, CancellationToken cancellationToken)
    {
        string name = NameOf(part);
        if (!_seen.Add(name))
            throw new ProblemException(Problem.NamedTwice(name));
        if (name == SettingsPart)
        {
            ArraySegment<byte> json = await JsonBody.ReadAsync(part.Body, null, cancellationToken).ConfigureAwait(false);
            body.Settings = new SettingsScan(json, access, maxSettings, body).Read(cancellationToken);
        }
        else if (access.FindUpload(name) is not { } input)
        {
            body.Errors.Add(name, access.Uploads.Count == 0
                ? "This workflow takes no files."
                : $"No input takes this file. Name the part {string.Join(" or ", access.Uploads.Select(known => known.Path))}.");
        }
        else if (DataUrl.ExtensionOf(part.ContentType) is not { } extension)
        {
            body.Errors.Add(name, "The part has no Content-Type of a picture, sound or video that can be loaded, such as image/png.");
        }
        else
        {
            var file = new FileBufferingReadStream(part.Body, MaxMemory, bufferLimit: null, Path.GetTempPath());
            body.Uploads.Add(new Upload(input, file, extension));
            await file.DrainAsync(cancellationToken).ConfigureAwait(false);
            file.Position = 0;
        }
    }

    private static string BoundaryOf(string contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
        && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= MaxBoundary } boundary
            ? boundary.ToString()
            : throw new ProblemException(Problem.NoForm);

    private static string NameOf(MultipartSection part) =>
        ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out ContentDispositionHeaderValue? disposition)
        && HeaderUtilities.RemoveQuotes(disposition.Name) is { Length: > 0 } name
            ? name.ToString()
            : throw new ProblemException(Problem.NoForm);
}
