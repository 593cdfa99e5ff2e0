using Microsoft.Extensions.Logging;

namespace ComfyTyped.AspNetCore.Failures;

/// <summary>What the developer reads and the caller does not.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "A request for {Workflow} was answered with {Status}.")]
    public static partial void RunFailed(ILogger logger, string workflow, int status, Exception exception);

    [LoggerMessage(2, LogLevel.Information, "Callers of {Workflow} cannot set {Inputs}: they could reach files of the server, or no catalog declares them. Allow names those that they may set.")]
    public static partial void Withheld(ILogger logger, string workflow, string inputs);
}
