using Microsoft.Extensions.Logging;

namespace ComfyTyped.Diagnostics;

/// <summary>Everything that clients and pools log. No message holds a header, a key or a prompt, except <see cref="RunInputs"/>, which is asked for.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "The socket of {Server} is open as client {ClientId}.", EventName = "SocketOpened")]
    public static partial void SocketOpened(ILogger logger, Uri server, string clientId);

    [LoggerMessage(2, LogLevel.Information, "The socket has ended: {Reason}", EventName = "SocketClosed")]
    public static partial void SocketClosed(ILogger logger, string reason);

    [LoggerMessage(3, LogLevel.Warning, "A message of the socket cannot be read and is left out.", EventName = "MessageUnreadable")]
    public static partial void MessageUnreadable(ILogger logger, Exception exception);

    [LoggerMessage(4, LogLevel.Debug, "Run {PromptId} of {Workflow} is accepted.", EventName = "RunAccepted")]
    public static partial void RunAccepted(ILogger logger, string promptId, string workflow);

    [LoggerMessage(5, LogLevel.Debug, "Run {PromptId} has succeeded.", EventName = "RunSucceeded")]
    public static partial void RunSucceeded(ILogger logger, string promptId);

    [LoggerMessage(6, LogLevel.Debug, "Run {PromptId} has ended without success.", EventName = "RunFailed")]
    public static partial void RunFailed(ILogger logger, string promptId, Exception exception);

    [LoggerMessage(7, LogLevel.Debug, "Run {PromptId} is cancelled on the server.", EventName = "RunCancelled")]
    public static partial void RunCancelled(ILogger logger, string promptId);

    [LoggerMessage(8, LogLevel.Warning, "Run {PromptId} could not be cancelled on the server, which may go on with it.", EventName = "CancelFailed")]
    public static partial void CancelFailed(ILogger logger, string promptId, Exception exception);

    [LoggerMessage(9, LogLevel.Debug, "The server could not be asked about run {PromptId}.", EventName = "PollFailed")]
    public static partial void PollFailed(ILogger logger, string promptId, Exception exception);

    [LoggerMessage(10, LogLevel.Information, "The connection is {State}, and was {Previous}. {Reason}", EventName = "ConnectionChanged")]
    public static partial void ConnectionChanged(ILogger logger, ConnectionState state, ConnectionState previous, string reason);

    [LoggerMessage(11, LogLevel.Debug, "Attempt {Attempt} to open the socket again has failed.", EventName = "ReconnectFailed")]
    public static partial void ReconnectFailed(ILogger logger, int attempt, Exception exception);

    [LoggerMessage(12, LogLevel.Information, "The server works on a run, but the socket has been silent for {Seconds:0} s and is renewed.", EventName = "SocketSilent")]
    public static partial void SocketSilent(ILogger logger, double seconds);

    [LoggerMessage(13, LogLevel.Error, "A handler of an event has failed.", EventName = "HandlerFailed")]
    public static partial void HandlerFailed(ILogger logger, Exception exception);

    [LoggerMessage(14, LogLevel.Debug, "Run {PromptId} has ended, as first told by {Witness}.", EventName = "RunEnded")]
    public static partial void RunEnded(ILogger logger, string promptId, RunWitness witness);

    [LoggerMessage(15, LogLevel.Warning, "Run {PromptId} was lost and is sent again, for the {Count}. time.", EventName = "RunResubmitted")]
    public static partial void RunResubmitted(ILogger logger, string promptId, int count, Exception exception);

    [LoggerMessage(16, LogLevel.Debug, "Run {PromptId} of {Workflow}, sent before, is followed again.", EventName = "RunResumed")]
    public static partial void RunResumed(ILogger logger, string promptId, string workflow);

    [LoggerMessage(17, LogLevel.Warning, "Run {PromptId}: the server has made no progress for {Seconds:0} s. The run is cancelled after {Limit:0} s.", EventName = "RunSilent")]
    public static partial void RunSilent(ILogger logger, string promptId, double seconds, double limit);

    [LoggerMessage(18, LogLevel.Warning, "Run {PromptId} could not be taken back; {Server} may still run it.", EventName = "RunLeft")]
    public static partial void RunLeft(ILogger logger, string promptId, Uri server);

    [LoggerMessage(19, LogLevel.Information, "The server {Server} has forgotten the socket, which is replaced.", EventName = "SocketDeaf")]
    public static partial void SocketDeaf(ILogger logger, Uri server);

    [LoggerMessage(21, LogLevel.Warning, "Run {PromptId} goes on: this server would interrupt the runs beside it as well.", EventName = "CancelWithheld")]
    public static partial void CancelWithheld(ILogger logger, string promptId);

    [LoggerMessage(30, LogLevel.Debug, "A request has failed and is sent again, for the {Count}. time, after {Seconds:0.###} s.", EventName = "RequestRetried")]
    public static partial void RequestRetried(ILogger logger, int count, double seconds, Exception exception);

    [LoggerMessage(31, LogLevel.Information, "The answer to run {PromptId} was lost, but the server has it.", EventName = "RunFound")]
    public static partial void RunFound(ILogger logger, string promptId);

    [LoggerMessage(32, LogLevel.Warning, "Run {FailedPromptId} has failed and is begun again as {PromptId}, for the {Count}. time.", EventName = "RunRetried")]
    public static partial void RunRetried(ILogger logger, string failedPromptId, string promptId, int count, Exception exception);

    [LoggerMessage(33, LogLevel.Debug, "The server could not be made to free its memory before run {PromptId} is begun again.", EventName = "FreeFailed")]
    public static partial void FreeFailed(ILogger logger, string promptId, Exception exception);

    [LoggerMessage(34, LogLevel.Debug, "A copy of run {PromptId} could not be taken out of the queue.", EventName = "CopyLeft")]
    public static partial void CopyLeft(ILogger logger, string promptId, Exception exception);

    [LoggerMessage(40, LogLevel.Information, "Run {PromptId} of {Workflow} is asked for with {Inputs}", EventName = "RunInputs")]
    public static partial void RunInputs(ILogger logger, string promptId, string workflow, string inputs);

    [LoggerMessage(41, LogLevel.Debug, "Run {PromptId}: node {NodeId} ({NodeClass}) took {Seconds:0.000} s.", EventName = "NodeTimed")]
    public static partial void NodeTimed(ILogger logger, string promptId, string nodeId, string? nodeClass, double seconds);

    [LoggerMessage(42, LogLevel.Information, "Run {PromptId} of {Workflow} on {Server}: {Outcome} after {Seconds:0.000} s, of which it waited {QueueSeconds:0.000} s.", EventName = "RunTimed")]
    public static partial void RunTimed(ILogger logger, string promptId, string workflow, Uri server, string outcome, double seconds, double? queueSeconds);

    [LoggerMessage(50, LogLevel.Information, "Server {Server} of the pool answers.", EventName = "ServerUp")]
    public static partial void ServerUp(ILogger logger, Uri server);

    [LoggerMessage(51, LogLevel.Warning, "Server {Server} of the pool is down: {Reason}", EventName = "ServerDown")]
    public static partial void ServerDown(ILogger logger, Uri server, string? reason);

    [LoggerMessage(52, LogLevel.Warning, "Run {PromptId} moves away from {Server}.", EventName = "RunMoves")]
    public static partial void RunMoves(ILogger logger, string promptId, Uri server, Exception? exception);

    [LoggerMessage(53, LogLevel.Information, "Server {Server} was told to drop {Count} runs that have moved away from it.", EventName = "AbandonedRunsDropped")]
    public static partial void AbandonedRunsDropped(ILogger logger, int count, Uri server);

    [LoggerMessage(54, LogLevel.Warning, "Server {Server} did not take a run, which is tried elsewhere.", EventName = "ServerRefused")]
    public static partial void ServerRefused(ILogger logger, Uri server, Exception exception);

    [LoggerMessage(55, LogLevel.Debug, "Server {Server} does not tell which node classes and files it has; it is taken to have them.", EventName = "CapabilitiesUnknown")]
    public static partial void CapabilitiesUnknown(ILogger logger, Uri server, Exception exception);

    [LoggerMessage(56, LogLevel.Warning, "Run {PromptId} may still be on {Server} and was not cancelled there: {Reason}", EventName = "RunLeftBehind")]
    public static partial void RunLeftBehind(ILogger logger, string promptId, Uri server, string reason, Exception? exception);
}
