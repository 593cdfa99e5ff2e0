using ComfyTyped.Options;

namespace ComfyTyped.Runs;

/// <summary>One run from its acceptance to its end, whoever follows it.</summary>
internal interface IRunSession
{
    string PromptId { get; }

    /// <summary>Gets the events for whoever listens, or null when nobody does.</summary>
    EventBuffer? Events { get; }

    /// <summary>Gets what the nodes reported, or how the run failed.</summary>
    Task<RunOutputs> Outputs { get; }

    /// <summary>Gives what another process needs to go on with the run.</summary>
    RunHandle ToHandle();

    /// <summary>Stops to follow the run, and lets the server go on with it.</summary>
    Task DetachAsync();

    /// <summary>Cancels the run, unless it has ended, and waits until the server was told.</summary>
    Task CancelAsync();
}
