namespace ComfyTyped.Pool;

/// <summary>What the router knows of a server. Replaced, never changed, so that anyone may look at it.</summary>
/// <param name="State">How it is.</param>
/// <param name="Failure">Why it is down.</param>
/// <param name="Remaining">How many prompts ran or waited there when it last answered.</param>
/// <param name="Others">How many of them were none of the pool's.</param>
/// <param name="Runs">How many runs of the pool are there, those included that are just being sent.</param>
/// <param name="Models">The model files of the run that was last sent there.</param>
/// <param name="LastGiven">When a run was last sent there, by the router's count.</param>
/// <param name="Removal">What becomes of its runs, since it leaves the pool; null when it stays.</param>
internal sealed record ServerStatus(
    PoolServerState State,
    string? Failure,
    int Remaining,
    int Others,
    int Runs,
    IReadOnlySet<string> Models,
    long LastGiven,
    PoolRemoval? Removal)
{
    private static readonly IReadOnlySet<string> NoModels = new HashSet<string>();

    public static ServerStatus Unknown { get; } = new(PoolServerState.Unknown, null, 0, 0, 0, NoModels, 0, null);

    public int Load => Others + Runs;

    public bool Answers => State is PoolServerState.Up or PoolServerState.Busy;

    /// <summary>Gets whether runs that are under way there go on elsewhere, if any other server can run them.</summary>
    public bool IsToBeLeft => State == PoolServerState.Down || Removal == PoolRemoval.Move;

    public bool HasRoom(int maxRuns) => Answers && Removal is null && (Runs == 0 || Load < maxRuns);

    public bool MustLoad(RunNeeds needs) => !needs.Models.IsSubsetOf(Models);

    public ServerStatus OnGiven(RunNeeds needs, long count) =>
        this with { Runs = Runs + 1, LastGiven = count, Models = needs.Models.Count == 0 ? Models : needs.Models };

    public ServerStatus OnAnswer(int remaining) => this with
    {
        State = remaining == 0 ? PoolServerState.Up : PoolServerState.Busy,
        Failure = null,
        Remaining = remaining,
        Others = Math.Max(0, remaining - Runs),
    };

    /// <summary>A server that was restarted has loaded nothing.</summary>
    public ServerStatus OnDown(string failure) =>
        this with { State = PoolServerState.Down, Failure = failure, Remaining = 0, Others = 0, Models = NoModels };
}
