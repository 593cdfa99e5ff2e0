using Microsoft.AspNetCore.Http;

namespace ComfyTyped.Testing.Faults;

/// <summary>The one place where faults meet requests: in front of everything that answers.</summary>
internal sealed class FaultMiddleware(FaultPlan plan, TimeProvider time, CancellationToken stopping)
{
    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        HttpFault[] faults = plan.Strike<HttpFault>(fault => fault.Fits(RequestOf(http.Request)));
        if (faults.Length == 0)
        {
            await next(http);
            return;
        }

        using var gone = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        Func<TimeSpan, Task> pause = by => Task.Delay(by, time, gone.Token);
        RequestDelegate answer = next;
        foreach (HttpFault fault in faults.AsEnumerable().Reverse())
        {
            RequestDelegate inner = answer;
            answer = request => fault.AnswerAsync(request, inner, pause);
        }

        try
        {
            await answer(http);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            http.Abort();
        }
    }

    private static ReceivedRequest RequestOf(HttpRequest request)
    {
        string path = request.Path.Value ?? "";
        return new ReceivedRequest(
            request.Method, path.StartsWith("/api/", StringComparison.Ordinal) ? path["/api".Length..] : path, request.QueryString.Value ?? "");
    }
}
