using ComfyTyped.Connection;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Client;

/// <summary>Gives each run the follower that suits the way it was sent.</summary>
/// <param name="connection">The socket.</param>
/// <param name="runs">All runs.</param>
/// <param name="sent">Those that were sent over the socket; null when that is not the way.</param>
/// <param name="api">The server.</param>
/// <param name="options">The options.</param>
/// <param name="logger">The log.</param>
internal sealed class RunFollowers(
    SharedConnection connection,
    RunRegistry runs,
    SentRuns? sent,
    ServerApi api,
    ComfyClientOptions options,
    ILogger logger)
{
    private readonly GatewayWitness _witness = new(api, options, logger);

    /// <param name="run">The run.</param>
    /// <param name="isResumed">Whether another process has sent it.</param>
    public IRunFollower Create(RunState run, bool isResumed)
    {
        if (sent is null)
            return Ordinary(run, isResumed);
        return new SocketRunFollower(run, connection, sent, _witness, () => Ordinary(run, isResumed: true), isResumed, options);
    }

    private RunFollower Ordinary(RunState run, bool isResumed) => new(run, connection, runs, api, isResumed, options, logger);
}
