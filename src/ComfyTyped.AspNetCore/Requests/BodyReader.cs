using System.Text.Json;
using ComfyTyped.AspNetCore.Failures;
using ComfyTyped.AspNetCore.Inputs;
using ComfyTyped.AspNetCore.Setup;
using ComfyTyped.Primitives;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ComfyTyped.AspNetCore.Requests;

/// <summary>Reads the bodies of requests: JSON, or a form. What all of them may hold at the same time is taken before the first byte is read.</summary>
internal sealed class BodyReader
{
    private readonly EndpointLimits _limits;
    private readonly InputAccess _access;
    private readonly TimeProvider _time;
    private readonly ByteBudget _budget;
    private readonly long _maxSize;

    public BodyReader(EndpointSetup setup)
    {
        _limits = setup.Limits;
        _access = setup.Access;
        _time = setup.Time;
        _budget = new ByteBudget(_limits.MaxBufferedBytes);
        _maxSize = _access.Uploads.Count > 0 ? _limits.MaxRequestBodySize : Math.Min(_limits.MaxRequestBodySize, _limits.MaxSettingsSize);
    }

    /// <returns>The body; its uploads are to be disposed.</returns>
    /// <exception cref="ProblemException">It cannot be read, or not now.</exception>
    public async Task<RequestBody> ReadAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = _maxSize;
        if (context.Request.ContentLength > _maxSize)
            throw new ProblemException(Problem.TooLarge(_maxSize));
        IDisposable share = _budget.TryTake(context.Request.ContentLength ?? _maxSize) ?? throw new ProblemException(Problem.NoRoom);
        var body = new RequestBody(new RequestUploads(share));
        try
        {
            using var timeout = new LinkedTimeout(_limits.RequestBodyTimeout, _time, context.RequestAborted);
            await ReadAsync(context.Request, body, timeout.Token).ConfigureAwait(false);
            return body;
        }
        catch (Exception exception)
        {
            body.Uploads.Dispose();
            if (ProblemOf(exception, context) is { } problem)
                throw new ProblemException(problem);
            throw;
        }
    }

    private async Task ReadAsync(HttpRequest request, RequestBody body, CancellationToken cancellationToken)
    {
        var content = new BodyStream(request.Body, _maxSize);
        if (request.HasJsonContentType())
        {
            ArraySegment<byte> json = await JsonBody.ReadAsync(content, request.ContentLength, cancellationToken).ConfigureAwait(false);
            body.Settings = new SettingsScan(json, _access, _limits.MaxSettingsSize, body).Read(cancellationToken);
        }
        else if (request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true)
        {
            await new FormBody(_access, _limits.MaxSettingsSize).ReadAsync(request.ContentType, content, body, cancellationToken).ConfigureAwait(false);
        }
        else if (!string.IsNullOrEmpty(request.ContentType) || await content.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false) > 0)
        {
            throw new ProblemException(Problem.UnsupportedBody);
        }
    }

    private Problem? ProblemOf(Exception exception, HttpContext context) => exception switch
    {
        JsonException json => Problem.NoJson(json),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problem.TooLarge(_maxSize),
        OperationCanceledException when !context.RequestAborted.IsCancellationRequested => Problem.SlowBody(_limits.RequestBodyTimeout),
        _ => null,
    };
}
