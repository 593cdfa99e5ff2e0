namespace ComfyTyped.Pool;

/// <summary>What a run knows while it looks for a server: who has refused it, and why it looks at all.</summary>
/// <param name="loss">How it was lost where it was; null for one that leaves a server by itself, or was nowhere yet.</param>
/// <param name="patience">How long it waits while no server can run it.</param>
internal sealed class ServerSearch(ComfyException? loss, TimeSpan patience)
{
    private readonly Dictionary<PoolServer, string> _refusals = [];
    private ComfyException? _firstRefusal;

    /// <summary>Gets what it fails with as the inner exception: the first thing that went wrong, whatever has followed from it.</summary>
    public ComfyException? Cause => loss ?? _firstRefusal;

    public TimeSpan Patience => patience;

    public IReadOnlyDictionary<PoolServer, string> Refusals => _refusals;

    /// <summary>Gets a server's rejection of its workflow, to be thrown instead of "no server"; null when the run was lost, which is the cause then.</summary>
    public ComfyException? Rejection { get; private set; }

    public void OnRefused(PoolServer server, ComfyException failure)
    {
        _refusals[server] = failure.Message;
        _firstRefusal ??= failure;
        if (loss is null && failure is PromptRejectedException or PromptPartlyRejectedException)
            Rejection = failure;
    }
}
