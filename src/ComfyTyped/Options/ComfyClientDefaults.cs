namespace ComfyTyped;

/// <summary>The defaults of <see cref="ComfyClientOptions"/>, and the limits that have no option.</summary>
public static class ComfyClientDefaults
{
    /// <summary>The default of <see cref="ComfyClientOptions.EventBufferSize"/>: 256 events.</summary>
    public const int EventBufferSize = 256;

    /// <summary>How much of a failed request's answer an exception keeps: 2000 characters.</summary>
    public const int ErrorBodyLength = 2000;

    /// <summary>
    /// How many short requests of a client are under way at once: 8 that read, 8 prompts and 8 others, such as cancellations, so that none of these keeps
    /// another waiting. Transfers of files are not counted.
    /// </summary>
    public const int ParallelRequests = 8;

    /// <summary>The default of <see cref="RetryOptions.MaxRetries"/>: 3.</summary>
    public const int MaxRetries = 3;

    /// <summary>The default of <see cref="ComfyClientOptions.MaxResponseBytes"/>: 256 MiB.</summary>
    public const int MaxResponseBytes = 256 * 1024 * 1024;

    /// <summary>The default of <see cref="ComfyClientOptions.MaxMessageBytes"/>: 128 MiB, more than a picture of 8K takes up as PNG.</summary>
    public const int MaxMessageBytes = 128 * 1024 * 1024;

    /// <summary>The default of <see cref="ComfyClientOptions.EventBufferBytes"/>: 64 MiB.</summary>
    public const long EventBufferBytes = 64 * 1024 * 1024;

    /// <summary>The default of <see cref="ComfyClientOptions.MaxSocketImageBytes"/>: 1 GiB.</summary>
    public const long MaxSocketImageBytes = 1024 * 1024 * 1024;

    /// <summary>The default of <see cref="ComfyClientOptions.HistoryPollInterval"/>: 5 seconds.</summary>
    public static readonly TimeSpan HistoryPollInterval = TimeSpan.FromSeconds(5);

    /// <summary>The default of <see cref="ComfyClientOptions.ConnectTimeout"/>: 15 seconds.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    /// <summary>The default of <see cref="ComfyClientOptions.RequestTimeout"/>: 100 seconds.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(100);

    /// <summary>The default of <see cref="ComfyClientOptions.SilenceTimeout"/>: 4 hours.</summary>
    public static readonly TimeSpan SilenceTimeout = TimeSpan.FromHours(4);

    /// <summary>The default of <see cref="ComfyClientOptions.TransferStallTimeout"/>: 1 minute.</summary>
    public static readonly TimeSpan TransferStallTimeout = TimeSpan.FromMinutes(1);

    /// <summary>The default of <see cref="ComfyClientOptions.UnreachableTimeout"/>: 1 minute.</summary>
    public static readonly TimeSpan UnreachableTimeout = TimeSpan.FromMinutes(1);

    /// <summary>The default of <see cref="ComfyClientOptions.AnswerTimeout"/>: 30 seconds.</summary>
    public static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(30);

    /// <summary>The default of <see cref="RetryOptions.Delay"/>: 200 milliseconds.</summary>
    public static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(200);

    /// <summary>The default of <see cref="RetryOptions.MaxDelay"/>: 10 seconds.</summary>
    public static readonly TimeSpan MaxRetryDelay = TimeSpan.FromSeconds(10);

    /// <summary>How long a cancellation waits for the server to take note: 5 seconds.</summary>
    public static readonly TimeSpan CancelTimeout = TimeSpan.FromSeconds(5);

    /// <summary>How long the end of a batch or pipeline waits until its listener has the last report: 5 seconds.</summary>
    public static readonly TimeSpan ListenerTimeout = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The first pause between two looks at the history while there is no socket: 250 milliseconds. Each next one is half as long again, up to
    /// <see cref="ComfyClientOptions.HistoryPollInterval"/>.
    /// </summary>
    public static readonly TimeSpan DisconnectedPollInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>The default of <see cref="ComfyClientOptions.SilentSocketTimeout"/>: 30 seconds.</summary>
    public static readonly TimeSpan SilentSocketTimeout = TimeSpan.FromSeconds(30);

    /// <summary>How long the end of a run may lag behind its outcome before the history is asked for it: 250 milliseconds.</summary>
    public static readonly TimeSpan EndGrace = TimeSpan.FromMilliseconds(250);

    /// <summary>The pause between two pings of the socket: 15 seconds.</summary>
    public static readonly TimeSpan KeepAliveInterval = TimeSpan.FromSeconds(15);

    /// <summary>How long a ping may go unanswered before the socket counts as down: 30 seconds. On .NET 8 a ping is never answered.</summary>
    public static readonly TimeSpan KeepAliveTimeout = TimeSpan.FromSeconds(30);

    /// <summary>How long a look at a run may take at first; a server that is busy is given twice as much each time.</summary>
    internal static readonly TimeSpan LookTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The longest pause between two looks at a run whose open socket the server may have forgotten.</summary>
    internal static readonly TimeSpan DoubtfulPollInterval = TimeSpan.FromSeconds(1);

    /// <summary>How long such a socket may be silent before it is renewed.</summary>
    internal static readonly TimeSpan DoubtfulSocketTimeout = TimeSpan.FromSeconds(5);
}
