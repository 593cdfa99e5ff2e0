namespace ComfyTyped.Runs;

/// <summary>Gives each run the follower that suits the way it was sent.</summary>
internal sealed class RunFollowers(RunServices services)
{
    private readonly GatewayWitness _witness = new(services);

    /// <param name="run">The run.</param>
    /// <param name="isResumed">Whether another process has sent it.</param>
    public IRunFollower Create(RunState run, bool isResumed) => run.Socket.Sent is { } sent
        ? new SocketRunFollower(run, sent, _witness, services, isResumed)
        : new RunFollower(run, services, isResumed);
}
