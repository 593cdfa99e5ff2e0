using ComfyTyped.AspNetCore.Answers;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.AspNetCore.Endpoints;

/// <summary>
/// Keeps pages of other sites from using the cookies of a visitor. Browsers let any page send forms and empty requests anywhere, but JSON only where CORS allows it.
/// </summary>
internal static class CrossSite
{
    /// <exception cref="ProblemException">A page of another site sent it, unasked.</exception>
    public static void ThrowIfUnasked(HttpRequest request)
    {
        if (!request.HasJsonContentType() && request.Headers["Sec-Fetch-Site"].Contains("cross-site"))
            throw new ProblemException(Problem.CrossSite);
    }
}
