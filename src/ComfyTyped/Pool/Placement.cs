namespace ComfyTyped.Pool;

/// <summary>A run that wants a server.</summary>
/// <param name="needs">What it needs.</param>
internal sealed class Placement(RunNeeds needs)
{
    private readonly TaskCompletionSource<ServerLease> _lease = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _timer;
    private long? _hopelessSince;
    private bool _hadHope;
    private int _overtaken;

    public RunNeeds Needs => needs;

    /// <summary>Gets whether it goes before all that wait.</summary>
    public bool IsFirst { get; init; }

    /// <summary>Gets whether its order matters, so that no later one may go before it.</summary>
    public bool KeepsItsPlace { get; init; }

    /// <summary>Gets the servers that have refused it, and why.</summary>
    public IReadOnlyDictionary<PoolServer, string> Refusals { get; init; } = new Dictionary<PoolServer, string>();

    /// <summary>Gets how long it waits while no server can run it, and none could since it was asked for.</summary>
    public TimeSpan Patience { get; init; }

    /// <summary>Gets why it is to be sent again; null at first.</summary>
    public Exception? Cause { get; init; }

    /// <summary>Gets its place on a server; fails when it is out of patience.</summary>
    public Task<ServerLease> Lease => _lease.Task;

    /// <summary>Gets or sets whether all servers were asked, so that what is known of them counts.</summary>
    public bool IsDecided { get; set; }

    public bool MayBeOvertaken => !KeepsItsPlace && _overtaken < ComfyPoolDefaults.MaxOvertakes;

    public void OnOvertaken() => _overtaken++;

    /// <summary>Tells what keeps it from a server.</summary>
    public Fit FitOf(PoolServer server)
    {
        ServerStatus status = server.Status;
        if (status.Removal is not null)
            return Fit.Not("leaves the pool");
        if (Refusals.TryGetValue(server, out string? refusal))
            return Fit.Not($"did not take it: {refusal}");
        if (status.State == PoolServerState.Down)
            return Fit.Not($"is down: {status.Failure}");
        if (status.Suspicion is { } suspicion)
            return Fit.Not($"has not answered a probe since it failed: {suspicion}");
        if (!status.Answers || !server.Capabilities.Knows(needs))
            return Fit.Undecided;
        return server.Capabilities.FindLack(needs) is { } lack ? Fit.Not(lack) : Fit.Whole;
    }

    public void Give(ServerLease lease)
    {
        Calm();
        _lease.TrySetResult(lease);
    }

    public void Fail(IReadOnlyDictionary<Uri, string> reasons)
    {
        Calm();
        _lease.TrySetException(new NoServerException(reasons, Cause));
    }

    /// <summary>Notes that a server can run it, although it may have to wait for room there: from now on it is one that the pool has taken on.</summary>
    public void OnHope() => _hadHope = true;

    /// <summary>Notes that no server can run it at the moment.</summary>
    /// <param name="options">How patient the pool is with runs that it has taken on.</param>
    /// <param name="look">Looks at all again.</param>
    /// <returns>Whether it has waited long enough.</returns>
    public bool LoseHope(ComfyPoolOptions options, Action look)
    {
        TimeProvider time = options.TimeProvider;
        TimeSpan patience = _hadHope && Patience < options.UnreachableTimeout ? options.UnreachableTimeout : Patience;
        _hopelessSince ??= time.GetTimestamp();
        if (time.GetElapsedTime(_hopelessSince.Value) >= patience)
            return true;
        _timer ??= time.CreateTimer(_ => look(), null, patience, TimeSpan.FromSeconds(1));
        return false;
    }

    /// <summary>Notes that it is not hopeless, or that it does not matter any more.</summary>
    public void Calm()
    {
        _hopelessSince = null;
        _timer?.Dispose();
        _timer = null;
    }
}

/// <summary>Whether a server can run something.</summary>
/// <param name="IsDecided">Whether that is known.</param>
/// <param name="Obstacle">Why it cannot.</param>
internal readonly record struct Fit(bool IsDecided, string? Obstacle)
{
    public static Fit Whole => new(true, null);

    public static Fit Undecided => default;

    public bool IsWhole => IsDecided && Obstacle is null;

    public static Fit Not(string obstacle) => new(true, obstacle);
}
