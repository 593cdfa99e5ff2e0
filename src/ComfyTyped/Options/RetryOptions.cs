namespace ComfyTyped;

/// <summary>
/// How often a request is sent again that failed for a passing reason: the connection broke or could not be made, no answer within
/// <see cref="ComfyClientOptions.RequestTimeout"/>, an upload that stalled, or one of the statuses 408, 429, 502, 503 and 504. Only requests that do no more when they
/// arrive twice are: reading, uploads from streams that can be rewound, and deletions by id.
/// </summary>
/// <remarks>
/// <c>POST /prompt</c> is sent again, too, and never runs twice: unless it surely did not arrive, the server is asked by the prompt's own id whether it has
/// it. That needs servers since 0.3.45; on older ones, which choose the id themselves, such a failure is thrown at once.
/// </remarks>
public sealed record RetryOptions
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    /// <summary>Gets how often a request is sent again at most.</summary>
    /// <value>The default is <see cref="ComfyClientDefaults.MaxRetries"/>; 0 for never.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int MaxRetries
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = ComfyClientDefaults.MaxRetries;

    /// <summary>Gets the pause before the first retry. Each next one is twice as long.</summary>
    /// <value>The default is <see cref="ComfyClientDefaults.RetryDelay"/>; at least zero and at most a day.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is outside of that range.</exception>
    public TimeSpan Delay
    {
        get;
        init => field = Checked(value);
    } = ComfyClientDefaults.RetryDelay;

    /// <summary>Gets the longest pause. A server that names a time (<c>Retry-After</c>) is given that instead, and no retry if it is longer than this.</summary>
    /// <value>The default is <see cref="ComfyClientDefaults.MaxRetryDelay"/>; at least zero and at most a day.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is outside of that range.</exception>
    public TimeSpan MaxDelay
    {
        get;
        init => field = Checked(value);
    } = ComfyClientDefaults.MaxRetryDelay;

    /// <summary>Gets whether chance makes the pauses differ, so that many clients do not come back at once.</summary>
    /// <value>The default is true.</value>
    public bool UseJitter { get; init; } = true;

    private static TimeSpan Checked(TimeSpan pause) => pause >= TimeSpan.Zero && pause <= LongestPause
        ? pause
        : throw new ArgumentOutOfRangeException(nameof(pause), pause, "A pause is at least zero and at most a day.");
}
