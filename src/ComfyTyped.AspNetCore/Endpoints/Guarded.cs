using System.Net;
using ComfyTyped.AspNetCore.Answers;
using ComfyTyped.AspNetCore.Failures;
using ComfyTyped.AspNetCore.Runs;
using ComfyTyped.AspNetCore.Setup;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.AspNetCore.Endpoints;

/// <summary>Turns what a handler throws into an answer.</summary>
internal static class Guarded
{
    /// <summary>What logs show for a caller that is gone; nobody gets it.</summary>
    private const int ClientClosedRequest = 499;

    public static RequestDelegate By(EndpointSetup setup, RequestDelegate handler) => context => InvokeAsync(setup, handler, context);

    private static async Task InvokeAsync(EndpointSetup setup, RequestDelegate handler, HttpContext context)
    {
        try
        {
            await handler(context).ConfigureAwait(false);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            if (!context.Response.HasStarted)
                context.Response.StatusCode = ClientClosedRequest;
        }
        catch (Exception exception) when (exception is not BadHttpRequestException)
        {
            Problem problem = Of(exception, setup);
            // Half an answer is none: the caller must not take it for a whole one.
            if (context.Response.HasStarted)
                context.Abort();
            else
                await JsonAnswer.WriteAsync(context, problem).ConfigureAwait(false);
        }
    }

    private static Problem Of(Exception exception, EndpointSetup setup) =>
        exception is ComfyServerException { StatusCode: HttpStatusCode.NotFound } ? Problem.UnknownFile : Problems.Of(exception, setup);
}
