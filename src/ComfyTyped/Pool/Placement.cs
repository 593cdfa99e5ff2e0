namespace ComfyTyped.Pool;

/// <summary>A run that wants a server.</summary>
/// <param name="needs">What it needs.</param>
/// <param name="isFirst">Whether it goes before all that wait.</param>
/// <param name="mayBeOvertaken">Whether some later ones may go before it.</param>
/// <param name="refusals">The servers that have refused it, and why.</param>
/// <param name="patience">How long it waits while no server can run it.</param>
/// <param name="cause">Why it is to be sent again; null at first.</param>
internal sealed class Placement(
    RunNeeds needs,
    bool isFirst,
    bool mayBeOvertaken,
    IReadOnlyDictionary<PoolServer, string> refusals,
    TimeSpan patience,
    Exception? cause)
{
    private readonly TaskCompletionSource<PoolServer> _server = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _timer;
    private long? _hopelessSince;
    private int _overtaken;

    public RunNeeds Needs => needs;

    public bool IsFirst => isFirst;

    /// <summary>Gets the server that it was given; fails when it is out of patience.</summary>
    public Task<PoolServer> Server => _server.Task;

    /// <summary>Gets or sets whether all servers were asked, so that what is known of them counts.</summary>
    public bool IsDecided { get; set; }

    public bool MayBeOvertaken => mayBeOvertaken && _overtaken < ComfyPoolDefaults.MaxOvertakes;

    public void OnOvertaken() => _overtaken++;

    /// <summary>Tells what keeps it from a server.</summary>
    public Fit FitOf(PoolServer server)
    {
        ServerStatus status = server.Status;
        if (status.Removal is not null)
            return Fit.Not("leaves the pool");
        if (refusals.TryGetValue(server, out string? refusal))
            return Fit.Not($"did not take it: {refusal}");
        if (status.State == PoolServerState.Down)
            return Fit.Not($"is down: {status.Failure}");
        if (!status.Answers || !server.Capabilities.Knows(needs))
            return Fit.Undecided;
        return server.Capabilities.FindLack(needs) is { } lack ? Fit.Not(lack) : Fit.Whole;
    }

    public void Give(PoolServer server)
    {
        Calm();
        _server.TrySetResult(server);
    }

    public void Fail(IReadOnlyDictionary<Uri, string> reasons)
    {
        Calm();
        _server.TrySetException(new NoServerException(reasons, cause));
    }

    /// <summary>Notes that no server can run it at the moment.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="look">Looks at all again.</param>
    /// <returns>Whether it has waited long enough.</returns>
    public bool IsOutOfPatience(TimeProvider time, Action look)
    {
        _hopelessSince ??= time.GetTimestamp();
        if (time.GetElapsedTime(_hopelessSince.Value) >= patience)
            return true;
        _timer ??= time.CreateTimer(_ => look(), null, patience, TimeSpan.FromSeconds(1));
        return false;
    }

    /// <summary>Notes that there is hope, or that it does not matter any more.</summary>
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
