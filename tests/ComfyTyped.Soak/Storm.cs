using ComfyTyped.Testing;

namespace ComfyTyped.Soak;

/// <summary>Everything that goes wrong at once, by the dice of the plan. Nothing of it makes the server forget a prompt, or lie about one in its history.</summary>
internal static class Storm
{
    private static readonly TimeSpan BetweenRestarts = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Offline = TimeSpan.FromMilliseconds(50);

    public static IEnumerable<Fault> Faults() =>
    [
        new CutSocket { Probability = 0.002 },
        new DelayDisconnect(TimeSpan.FromMilliseconds(300)) { Probability = 0.5 },
        new DeafenSocket { Probability = 0.0005 },
        new StallSocket { Probability = 0.0002 },
        new DelayMessage(TimeSpan.FromMilliseconds(5)) { Probability = 0.01 },
        new LoseMessage { Probability = 0.02 },
        new DuplicateMessage { Probability = 0.02 },
        new ReorderMessage { Probability = 0.02 },
        new GarbleMessage { Probability = 0.02 },
        new TruncateMessage { Probability = 0.01 },
        new RewriteMessage(HostileContent.WrongTypes) { Probability = 0.01 },
        new RewriteMessage(_ => HostileContent.DeepJson()) { Probability = 0.002 },
        new OversizeFrame(100_000) { Probability = 0.001 },
        new RefuseSocket { Probability = 0.2 },
        new AnswerStatus(500) { Probability = 0.02 },
        new AnswerStatus(502) { Probability = 0.01 },
        new AnswerStatus(503) { Probability = 0.02 },
        new AnswerStatus(504) { Probability = 0.01 },
        new AnswerStatus(413) { Probability = 0.005 },
        new AnswerPage { Probability = 0.01 },
        new AbortRequest { Probability = 0.01 },
        new LoseAnswer { Probability = 0.01 },
        new DelayRequest(TimeSpan.FromMilliseconds(5)) { Probability = 0.02 },
        new TruncateAnswer { Probability = 0.01 },
        new MisstateLength(+10) { Probability = 0.005 },
        new MisstateLength(-1) { Probability = 0.005 },
    ];

    /// <summary>Takes the server off its port and back, again and again.</summary>
    /// <returns>How often.</returns>
    public static async Task<int> RestartAsync(ComfyServer server, CancellationToken calm)
    {
        for (int count = 0; ; count++)
        {
            await Task.Delay(BetweenRestarts, calm).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (calm.IsCancellationRequested)
                return count;
            await server.GoOfflineAsync();
            await Task.Delay(Offline, CancellationToken.None);
            await server.GoOnlineAsync();
        }
    }
}
