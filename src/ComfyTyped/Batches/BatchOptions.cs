namespace ComfyTyped;

/// <summary>How a batch runs.</summary>
public sealed record BatchOptions
{
    /// <summary>Gets how many runs are on the way at a time. A server runs one prompt after another: two keep it busy, and a pool wants two for each server.</summary>
    /// <value>The default is 2. At least 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int MaxParallel
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 2;

    /// <summary>Gets whether items come in the order of the source, instead of as they are complete.</summary>
    /// <value>The default is false.</value>
    public bool InOrder { get; init; }

    /// <summary>
    /// Gets the path of a file that remembers the batch. Started again with the same file, by this program or after a crash, the batch leaves out what is done,
    /// goes on with what the server still runs, and runs the rest. One batch has it open at a time.
    /// </summary>
    /// <value>The default is null: nothing is remembered.</value>
    public string? Manifest { get; init; }

    /// <summary>Gets how many workflows there are, for the progress, when the source does not tell its count.</summary>
    /// <value>The default is null: the count of a collection or <see cref="Sweep{TWorkflow}"/>; of another source it is not known.</value>
    public int? Total { get; init; }

    /// <summary>
    /// Gets the callback for the progress of the batch. It is called on the thread pool, one report at a time. The batch waits for it only at its end, for the
    /// last report and at most <see cref="ComfyClientDefaults.ListenerTimeout"/>. A slow callback misses reports, oldest first; one that throws or hangs affects
    /// no run. Its first exception is written to the client's log (event <c>HandlerFailed</c>).
    /// </summary>
    /// <value>The default is null.</value>
    public Action<BatchProgress>? Progress { get; init; }

    /// <summary>Gets what gives each workflow its label, by its place in the source.</summary>
    /// <value>The default is null: the values of a <see cref="Sweep{TWorkflow}"/>; of another source <c>#1</c>, <c>#2</c> and so on.</value>
    public Func<ComfyWorkflow, int, string>? Label { get; init; }

    /// <summary>Gets how each run is queued.</summary>
    /// <value>The default is a <see cref="RunOptions"/>.</value>
    public RunOptions Run { get; init; } = new();

    /// <summary>Gets the clock of the estimates, and of how long the batch waits for its listener and for files that it reads for the manifest.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
