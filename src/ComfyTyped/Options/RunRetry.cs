namespace ComfyTyped;

/// <summary>How a run that has failed is begun again.</summary>
public sealed record RunRetry
{
    /// <summary>
    /// Gets whether the server is made to unload its models and to forget the outputs of nodes before (<c>POST /free</c>). It does so on its own time: at
    /// once when it has nothing to run, else after the prompt that runs; leave it a moment by <see cref="Delay"/>.
    /// </summary>
    /// <value>The default is false. A server that does not know the request is taken as it is.</value>
    public bool FreeMemory { get; init; }

    /// <summary>Gets the pause before the run is sent.</summary>
    /// <value>The default is none; at most 24 days. It counts to <see cref="ComfyClientOptions.RunTimeout"/>.</value>
    public TimeSpan Delay { get; init; }
}
