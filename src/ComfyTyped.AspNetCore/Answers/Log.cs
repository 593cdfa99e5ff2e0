using Microsoft.Extensions.Logging;

namespace ComfyTyped.AspNetCore.Answers;

/// <summary>What the developer reads and the caller does not.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "A request for {Workflow} was answered with {Status}.")]
    public static partial void RunFailed(ILogger logger, string workflow, int status, Exception exception);
}
