using Microsoft.Extensions.Time.Testing;

namespace ComfyTyped.Tests.Matrix;

/// <summary>A run that can be had again and again, each time harmed elsewhere. All its time is fake.</summary>
internal abstract class HarmedRun
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(0.5);

    /// <summary>How long a run may take, as its client is told.</summary>
    private static readonly TimeSpan RunTimeout = TimeSpan.FromSeconds(30);

    /// <summary>How long it may take then, with what has to be cleared away.</summary>
    private static readonly TimeSpan Limit = RunTimeout + ComfyClientDefaults.CancelTimeout + TimeSpan.FromSeconds(5);

    /// <summary>How long a client has to take back what comes late.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(60);

    /// <summary>How long the machine may take for what takes no time.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(2);

    /// <summary>How long a client may take to be disposed of, by the real clock: it says goodbye to a socket that does not answer.</summary>
    private static readonly TimeSpan Goodbye = ComfyClientDefaults.CancelTimeout * 4;

    /// <summary>So often nothing must have moved before time goes on.</summary>
    private const int QuietLooks = 2;

    /// <summary>What is run.</summary>
    public abstract string Name { get; }

    /// <summary>How many messages its socket brings, known once it was run without harm.</summary>
    public int Messages { get; private set; }

    /// <summary>What it requests, each once, known once it was run without harm.</summary>
    public IReadOnlyList<string> Requests { get; private set; } = [];

    /// <summary>Runs it.</summary>
    /// <param name="cell">How it is harmed; null for not at all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public abstract Task<HarmedOutcome> RunAsync(HarmedCell? cell, CancellationToken cancellationToken);

    /// <summary>Has a run to its end, and beyond it where something of it may be left.</summary>
    /// <param name="url">The server.</param>
    /// <param name="cell">How it is harmed.</param>
    /// <param name="time">The time of everything.</param>
    /// <param name="run">Begins the run.</param>
    /// <param name="findLeft">Tells what the server has of the run then: whether the client knows how it ended.</param>
    /// <param name="cancellationToken">Gives up.</param>
    protected async Task<HarmedOutcome> FollowAsync(
        string url,
        HarmedCell? cell,
        FakeTimeProvider time,
        Func<ComfyClient, CancellationToken, Task<ObservedRun>> run,
        Func<bool, Task<string?>> findLeft,
        CancellationToken cancellationToken)
    {
        using var line = new HarmedLine(cell, time);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var comfy = new ComfyClient(url, OptionsOf(line, time));
        long begun = time.GetTimestamp();
        Task<ObservedRun> running = run(comfy, giveUp.Token);
        bool isInTime = await AdvanceAsync(time, line, running, Limit, cancellationToken);
        TimeSpan took = time.GetElapsedTime(begun);
        if (!isInTime)
            await giveUp.CancelAsync();
        ObservedRun? observed = isInTime ? await running : null;
        if (cell is null)
            (Messages, Requests) = (line.Messages, [.. line.Requests.Distinct()]);
        else if (observed is null || cell.Request is HarmedCell.Handshake or HarmedCell.Submission)
            await AdvanceAsync(time, line, Task.Delay(Aftermath, time, cancellationToken), Aftermath * 2, cancellationToken);
        Task ended = Task.WhenAll(comfy.DisposeAsync().AsTask(), ((Task)running).ContinueWith(static _ => { }, TaskScheduler.Default));
        bool isGone = await AdvanceAsync(time, line, ended, Limit, cancellationToken) || await Task.WhenAny(ended, Task.Delay(Goodbye, cancellationToken)) == ended;
        string? left = !isGone ? "the client" : await findLeft(observed is not null && !IsUnsent(observed));
        return new HarmedOutcome(observed, isInTime, left, took);
    }

    /// <summary>Lets time go on while nothing else does.</summary>
    /// <returns>Whether the task ended in time.</returns>
    private static async Task<bool> AdvanceAsync(FakeTimeProvider time, HarmedLine line, Task end, TimeSpan limit, CancellationToken cancellationToken)
    {
        long begun = time.GetTimestamp();
        long moves = -1;
        for (int quiet = 0; !end.IsCompleted;)
        {
            if (time.GetElapsedTime(begun) > limit)
                return await Task.WhenAny(end, Task.Delay(Hang, cancellationToken)) == end && time.GetElapsedTime(begun) <= limit;
            quiet = line.IsBusy || moves != line.Moves ? 0 : quiet + 1;
            moves = line.Moves;
            if (quiet >= QuietLooks)
                time.Advance(Step);
            await FakeClock.RestAsync(end, cancellationToken);
        }
        return true;
    }

    /// <summary>Whether the client says that the run has not begun.</summary>
    private static bool IsUnsent(ObservedRun run) =>
        run.ExceptionName is nameof(ComfyConnectionException) or nameof(ComfyServerException) or nameof(FileTransferException) or nameof(ComfyRunTimeoutException);

    private static ComfyClientOptions OptionsOf(HarmedLine line, TimeProvider time) => new()
    {
        HttpMessageHandler = line,
        TimeProvider = time,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        RequestTimeout = TimeSpan.FromSeconds(10),
        UnreachableTimeout = TimeSpan.FromSeconds(20),
        RunTimeout = RunTimeout,
        EventBufferSize = 10_000,
        AcceptPartialPrompts = true,
    };
}

/// <summary>What became of a run that was harmed.</summary>
/// <param name="Run">What a caller saw; null when it did not end.</param>
/// <param name="IsInTime">Whether it ended within its limits.</param>
/// <param name="Left">What of it was left, on the server or here; null for nothing.</param>
/// <param name="Took">How long it took, by its own clock.</param>
internal sealed record HarmedOutcome(ObservedRun? Run, bool IsInTime, string? Left, TimeSpan Took);
