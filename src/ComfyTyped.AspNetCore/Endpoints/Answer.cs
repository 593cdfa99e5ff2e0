using ComfyTyped.AspNetCore.Failures;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ComfyTyped.AspNetCore.Endpoints;

/// <summary>The answer that a request asks for by <c>Accept</c> and <c>Prefer</c>.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="MediaType">The type of a picture that is asked for; null for any.</param>
internal sealed record Answer(AnswerKind Kind, string? MediaType = null)
{
    /// <summary>What there is. Of two that are as welcome, the first.</summary>
    private static readonly Answer[] Offers =
    [
        new(AnswerKind.Json, "application/json"),
        new(AnswerKind.Events, "text/event-stream"),
        new(AnswerKind.Image, "image/png"),
        new(AnswerKind.Image, "image/webp"),
        new(AnswerKind.Image, "image/jpeg"),
    ];

    /// <exception cref="ProblemException">There is no such answer.</exception>
    public static Answer Of(HttpRequest request)
    {
        if (request.Headers["Prefer"].Any(prefer => prefer?.Split([',', ';']).Any(IsAsync) ?? false))
            return new Answer(AnswerKind.Address);
        if (request.Headers.Accept.Count == 0 || !MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out IList<MediaTypeHeaderValue>? accepted))
            return new Answer(AnswerKind.Json);
        (Answer Offer, Match Match)[] welcome =
            [.. Offers.Select(offer => (Offer: offer, Match: Match.Of(offer.MediaType!, accepted))).Where(offer => offer.Match.Quality > 0)];
        if (welcome.Length == 0)
            throw new ProblemException(Problem.NotAcceptable);
        (Answer best, Match match) = welcome
            .OrderByDescending(offer => offer.Match.Quality)
            .ThenByDescending(offer => offer.Match.Precision)
            .ThenBy(offer => offer.Match.Place)
            .First();
        // Whoever takes any picture gets the one that is there.
        return match.Precision == Match.Exact ? best : best with { MediaType = null };
    }

    private static bool IsAsync(string preference) => preference.Trim().Equals("respond-async", StringComparison.OrdinalIgnoreCase);

    /// <summary>How welcome a type is: by the most precise of the ranges that it is in.</summary>
    private readonly record struct Match(double Quality, int Precision, int Place)
    {
        public const int Exact = 2;

        public static Match Of(string type, IList<MediaTypeHeaderValue> accepted)
        {
            var best = new Match(0, -1, 0);
            for (int place = 0; place < accepted.Count; place++)
            {
                if (PrecisionOf(type, accepted[place].MediaType.Value!) is var precision && precision > best.Precision)
                    best = new Match(accepted[place].Quality ?? 1, precision, place);
            }
            return best;
        }

        private static int PrecisionOf(string type, string range) =>
            type.Equals(range, StringComparison.OrdinalIgnoreCase) ? Exact
            : range.EndsWith("/*", StringComparison.Ordinal) && type.StartsWith(range[..^1], StringComparison.OrdinalIgnoreCase) ? 1
            : range == "*/*" ? 0
            : -1;
    }
}
