namespace ComfyTyped.Pool;

/// <summary>What the router knows of a server. Replaced, never changed, so that anyone may look at it.</summary>
internal sealed record ServerStatus
{
    private static readonly IReadOnlySet<string> NoModels = new HashSet<string>();

    public static ServerStatus Unknown { get; } = new();

    /// <summary>Gets how it is.</summary>
    public PoolServerState State { get; private init; }

    /// <summary>Gets why it is down.</summary>
    public string? Failure { get; private init; }

    /// <summary>Gets how many prompts ran or waited there when it last answered.</summary>
    public int Remaining { get; private init; }

    /// <summary>Gets how many of them were none of the pool's.</summary>
    public int Others { get; private init; }

    /// <summary>Gets how many runs of the pool are there, those included that are just being sent.</summary>
    public int Runs { get; private init; }

    /// <summary>Gets the model files of the run that was last sent there.</summary>
    public IReadOnlySet<string> Models { get; private init; } = NoModels;

    /// <summary>Gets when a run was last sent there, by the router's count.</summary>
    public long LastGiven { get; private init; }

    /// <summary>Gets what becomes of its runs, since it leaves the pool; null when it stays.</summary>
    public PoolRemoval? Removal { get; init; }

    /// <summary>Gets how it has lost or refused a run; null when it is known to be well since. Until it answers a probe that began later it gets no runs.</summary>
    public string? Suspicion { get; private init; }

    /// <summary>Gets how often that has happened: a probe is newer than the last time when the number is the same at its beginning and its end.</summary>
    public int Losses { get; private init; }

    public int Load => Others + Runs;

    public bool Answers => State is PoolServerState.Up or PoolServerState.Busy;

    /// <summary>Gets whether it may be given runs, as far as it is concerned.</summary>
    public bool IsTrusted => Answers && Suspicion is null;

    /// <summary>Gets whether runs that are under way there go on elsewhere, if any other server can run them.</summary>
    public bool IsToBeLeft => State == PoolServerState.Down || Removal == PoolRemoval.Move;

    public bool HasRoom(int maxRuns) => IsTrusted && Removal is null && (Runs == 0 || Load < maxRuns);

    public bool MustLoad(RunNeeds needs) => !needs.Models.IsSubsetOf(Models);

    public ServerStatus OnTaken() => this with { Runs = Runs + 1, Others = Math.Max(0, Remaining - Runs - 1) };

    public ServerStatus OnGiven(RunNeeds needs, long count) =>
        this with { Runs = Runs + 1, LastGiven = count, Models = needs.Models.Count == 0 ? Models : needs.Models };

    public ServerStatus OnReleased() => this with { Runs = Runs - 1 };

    /// <param name="remaining">How many prompts run or wait there.</param>
    /// <param name="losses">The <see cref="Losses"/> when it was asked.</param>
    public ServerStatus OnAnswer(int remaining, int losses) => this with
    {
        State = remaining == 0 ? PoolServerState.Up : PoolServerState.Busy,
        Failure = null,
        Remaining = remaining,
        Others = Math.Max(0, remaining - Runs),
        Suspicion = losses == Losses ? null : Suspicion,
    };

    /// <summary>A server that was restarted has loaded nothing.</summary>
    public ServerStatus OnDown(string failure) =>
        this with { State = PoolServerState.Down, Failure = failure, Remaining = 0, Others = 0, Models = NoModels };

    public ServerStatus OnLoss(string suspicion) => this with { Suspicion = suspicion, Losses = Losses + 1 };
}
