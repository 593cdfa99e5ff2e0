using System.Net;
using ComfyTyped.Diagnostics;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace ComfyTyped.Wire;

/// <summary>Tries again by <see cref="ComfyClientOptions.Retry"/> what has failed.</summary>
internal sealed class RequestRetry
{
    private readonly ResiliencePipeline _pipeline;

    /// <param name="isPassing">Judges whether a failure is worth another attempt.</param>
    /// <param name="options">The options.</param>
    /// <param name="logger">The log.</param>
    public RequestRetry(Func<Exception, bool> isPassing, ComfyClientOptions options, ILogger logger) =>
        _pipeline = options.Retry.MaxRetries == 0 ? ResiliencePipeline.Empty : Build(isPassing, options, logger);

    /// <summary>A failure that another attempt may not meet again, after a request that may arrive twice.</summary>
    public static bool IsPassing(Exception failure) => failure switch
    {
        ComfyConnectionException { InnerException: SocketRefusedException refused } => IsPassing(refused.Status),
        ComfyConnectionException { InnerException: var cause } => (cause as HttpRequestException ?? cause?.InnerException as HttpRequestException)
            is not { HttpRequestError: HttpRequestError.SecureConnectionError },
        ComfyServerException server => IsPassing(server.StatusCode),
        _ => false,
    };

    /// <summary>Tells whether a failure leaves open if the server has done what it was asked for.</summary>
    public static bool IsUnsure(Exception failure) => failure
        is OperationCanceledException
        or ComfyConnectionException
        or ComfyServerException { StatusCode: HttpStatusCode.OK or >= HttpStatusCode.InternalServerError };

    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken) =>
        await _pipeline.ExecuteAsync(async token => await attempt(token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    private static bool IsPassing(HttpStatusCode status) => status
        is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
        or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private static ResiliencePipeline Build(Func<Exception, bool> isPassing, ComfyClientOptions options, ILogger logger)
    {
        RetryOptions retry = options.Retry;
        return new ResiliencePipelineBuilder { TimeProvider = options.TimeProvider }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = retry.MaxRetries,
                Delay = retry.Delay,
                MaxDelay = retry.MaxDelay,
                UseJitter = retry.UseJitter,
                BackoffType = DelayBackoffType.Exponential,
                DelayGenerator = attempt => new(ToldPause(attempt.Outcome.Exception)),
                ShouldHandle = attempt => new(attempt.Outcome.Exception is { } failure && isPassing(failure) && !(ToldPause(failure) > retry.MaxDelay)),
                OnRetry = attempt =>
                {
                    Log.RequestRetried(logger, attempt.AttemptNumber + 1, attempt.RetryDelay.TotalSeconds, attempt.Outcome.Exception!);
                    return default;
                },
            })
            .Build();
    }

    private static TimeSpan? ToldPause(Exception? failure) => (failure as ComfyServerException)?.RetryAfter;
}
