using ComfyTyped.Client;

namespace ComfyTyped;

/// <summary>How one run is queued.</summary>
public sealed record RunOptions
{
    /// <summary>Gets whether it goes in front of everything that waits (<c>front</c>); of several, the last one that was put in front runs first.</summary>
    /// <value>The default is false. It has no effect beside <see cref="Number"/>, and none on Comfy Cloud.</value>
    public bool Front { get; init; }

    /// <summary>Gets its place in the queue (<c>number</c>): lower runs first. Servers count up from 0 for runs that name none.</summary>
    /// <value>The default is null: at the end. Any finite number.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite.</exception>
    public double? Number
    {
        get;
        init => field = value is null || double.IsFinite(value.Value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Number), value, "The server takes finite numbers.");
    }

    /// <summary>Gets what hears the handle of the run before it is sent, so that no run is without one that a server may have.</summary>
    internal Action<RunHandle>? Submitting { get; init; }
}
