namespace ComfyTyped.Pool;

/// <summary>Finds servers for runs: has them asked about what is not known, and waits until one has room.</summary>
internal sealed class Dispatcher(Router router, TimeProvider time)
{
    /// <summary>How long servers that answer are kept waiting for one that is slow to tell what it has.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <exception cref="NoServerException">No server can run it, and has not been able to for as long as it is patient.</exception>
    public async Task<ServerLease> PlaceAsync(Placement placement, CancellationToken cancellationToken)
    {
        Task learning = LearnAsync(placement.Needs);
        await learning.WaitAsync(Grace, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        router.Enqueue(placement);
        try
        {
            await Task.WhenAny(placement.Lease, learning).WaitAsync(cancellationToken).ConfigureAwait(false);
            if (!placement.Lease.IsCompleted && router.IsHopeless(placement))
                await Task.WhenAny(placement.Lease, LookAgainAsync(placement.Needs)).WaitAsync(cancellationToken).ConfigureAwait(false);
            router.Decide(placement);
            return await placement.Lease.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            router.Withdraw(placement);
            throw;
        }
    }

    /// <summary>Tells whether a server can go on with a run instead of another one.</summary>
    public async Task<bool> HasOtherAsync(PoolServer server, RunNeeds needs)
    {
        await LearnAsync(needs).ConfigureAwait(false);
        var question = new Placement(needs) { Refusals = new Dictionary<PoolServer, string> { [server] = "" } };
        return router.Servers.Any(other => question.FitOf(other).IsWhole);
    }

    private Task LearnAsync(RunNeeds needs) => Task.WhenAll(router.Servers.Select(server => server.Health.LearnAsync(needs)));

    /// <summary>What is known of servers that are down, or have just failed, is as old as their last probe.</summary>
    private async Task LookAgainAsync(RunNeeds needs)
    {
        IEnumerable<PoolServer> doubtful = router.Servers.Where(server => server.Status is { State: PoolServerState.Down } or { Suspicion: not null });
        await Task.WhenAll(doubtful.Select(server => server.Health.ProbeAsync())).ConfigureAwait(false);
        await LearnAsync(needs).ConfigureAwait(false);
    }
}
