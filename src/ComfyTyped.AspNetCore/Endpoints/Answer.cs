using ComfyTyped.AspNetCore.Answers;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ComfyTyped.AspNetCore.Endpoints;

/// <summary>The answer that a request asks for by <c>Accept</c> and <c>Prefer</c>.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="View">The form of a picture; null for the file as it is.</param>
internal sealed record Answer(AnswerKind Kind, ViewOptions? View = null)
{
    /// <exception cref="ProblemException">There is no such answer.</exception>
    public static Answer Of(HttpRequest request)
    {
        if (request.Headers["Prefer"].Any(prefer => prefer?.Split([',', ';']).Any(IsAsync) ?? false))
            return new Answer(AnswerKind.Address);
        if (request.Headers.Accept.Count == 0 || !MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out IList<MediaTypeHeaderValue>? accepted))
            return new Answer(AnswerKind.Json);
        return accepted.OrderByDescending(type => type.Quality ?? 1).Where(type => type.Quality != 0).Select(Of).FirstOrDefault(answer => answer is not null)
            ?? throw new ProblemException(Problem.NotAcceptable);
    }

    private static bool IsAsync(string preference) => preference.Trim().Equals("respond-async", StringComparison.OrdinalIgnoreCase);

    private static Answer? Of(MediaTypeHeaderValue type) => type.MediaType.Value?.ToLowerInvariant() switch
    {
        "application/json" or "application/*" or "*/*" => new Answer(AnswerKind.Json),
        "text/event-stream" => new Answer(AnswerKind.Events),
        "image/png" or "image/*" => new Answer(AnswerKind.Image),
        "image/webp" => new Answer(AnswerKind.Image, new ViewOptions { Format = ViewFormat.Webp }),
        "image/jpeg" => new Answer(AnswerKind.Image, new ViewOptions { Format = ViewFormat.Jpeg }),
        _ => null,
    };
}
