using ComfyTyped.Options;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ComfyTyped;

/// <summary>How a <see cref="ComfyClient"/> reaches its server. Read once, when the client is made.</summary>
public sealed partial class ComfyClientOptions
{
    /// <summary>Gets or sets the server, for <see cref="ComfyClient(ComfyClientOptions)"/>. A constructor that takes a URL does not look at this one.</summary>
    /// <value>The default is null.</value>
    public Uri? Url { get; set; }

    /// <summary>Gets or sets what kind of server it is. <see cref="ComfyCloud.Options"/> sets all that Comfy Cloud needs.</summary>
    /// <value>The default is <see cref="ComfyDialect.Local"/>.</value>
    public ComfyDialect Dialect { get; set; }

    /// <summary>Gets or sets the HTTP client for requests and for the socket's handshake, for instance one of an <c>IHttpClientFactory</c>. It is not disposed.</summary>
    /// <value>The default is null: the client makes its own. Only one of this and <see cref="HttpMessageHandler"/> can be set.</value>
    /// <remarks>
    /// Switch automatic redirects off in its handler: they would carry <see cref="Headers"/> to other servers. The client follows them itself, and sends a
    /// download to another server without this client, with a connection of its own. Its <see cref="HttpClient.Timeout"/> limits uploads as well.
    /// </remarks>
    public HttpClient? HttpClient { get; set; }

    /// <summary>Gets or sets the handler for requests and for the socket's handshake: proxies, certificates. It is not disposed.</summary>
    /// <value>The default is null: the client makes its own, which keeps secrets from following a redirect to another server.</value>
    /// <remarks>
    /// Switch automatic redirects off in it: they would carry <see cref="Headers"/> to other servers. The client follows them itself, and sends a download
    /// to another server without this handler, with a connection of its own that knows the system's proxy and certificates only.
    /// </remarks>
    public HttpMessageHandler? HttpMessageHandler { get; set; }

    /// <summary>Gets the headers of every request and of the socket's handshake, such as <c>Authorization</c> for a proxy. They are treated as secrets.</summary>
    /// <value>The default is none.</value>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Gets or sets what gives the credential for each request and for the socket's handshake. It is asked before the first request, and again when the
    /// server has refused the last one (401), whose request is then sent once more; in between its answer is kept. One call at a time.
    /// </summary>
    /// <value>The default is null: only <see cref="Headers"/> are sent.</value>
    /// <remarks>
    /// An upload from a stream that cannot be rewound is not sent again. A call that does not return within <see cref="RequestTimeout"/> is abandoned, and
    /// everything that waits for it fails with a <see cref="ComfyConnectionException"/>; its token is then cancelled, as it is when nobody waits any more.
    /// </remarks>
    public Func<ComfyCredentialContext, CancellationToken, ValueTask<ComfyCredential>>? Credentials { get; set; }

    /// <summary>Gets or sets the Comfy account key for partner nodes (<c>extra_data.api_key_comfy_org</c>, servers since 0.3.34). It gives no access to Comfy Cloud: see <see cref="ComfyCloud"/>.</summary>
    /// <value>The default is null: none is sent.</value>
    public string? ApiKey { get; set; }

    /// <summary>Gets or sets how the server makes previews for the prompts of this client (servers since 0.5.0; older ones ignore it).</summary>
    /// <value>The default is null: as the server was started, which by default is without previews.</value>
    public PreviewMethod? PreviewMethod { get; set; }

    /// <summary>Gets or sets whether a prompt of which the server dropped some outputs runs anyway.</summary>
    /// <value>The default is false: it throws <see cref="PromptPartlyRejectedException"/>, since its result could not be complete.</value>
    public bool AcceptPartialPrompts { get; set; }

    /// <summary>Gets or sets whether a workflow is looked through before it is sent, so that a mistake costs no request.</summary>
    /// <value>
    /// The default is true: an error that <see cref="ComfyWorkflow.Validate"/> finds throws <see cref="WorkflowInvalidException"/>. Switch it off for a
    /// server whose nodes differ from the catalog of the project. It has no effect with <see cref="AcceptPartialPrompts"/>: then the server decides what runs.
    /// </value>
    public bool ValidateBeforeSubmit { get; set; } = true;

    /// <summary>Gets or sets the pause between two looks at the history, the second witness beside the socket, while a run is silent.</summary>
    /// <value>The default is <see cref="ComfyClientDefaults.HistoryPollInterval"/>; more than zero and at most 24 days.</value>
    public TimeSpan HistoryPollInterval { get; set; } = ComfyClientDefaults.HistoryPollInterval;

    /// <summary>Gets or sets how long the socket may take to open.</summary>
    /// <value>The default is <see cref="ComfyClientDefaults.ConnectTimeout"/>; more than zero and at most 24 days.</value>
    public TimeSpan ConnectTimeout { get; set; } = ComfyClientDefaults.ConnectTimeout;

    /// <summary>Gets or sets how long a run may wait in the server's queue, from when it is sent or resumed.</summary>
    /// <value>The default is null: without end. Otherwise more than zero and at most 24 days; then the run is cancelled with a <see cref="ComfyRunTimeoutException"/>.</value>
    public TimeSpan? QueueTimeout { get; set; }

    /// <summary>
    /// Gets or sets how long the server may make no progress with a run: no event of it while it runs, and no change of the queue while it waits. A node that
    /// loads a large model says nothing for minutes. With <see cref="ConnectionMode.PollingOnly"/> there are no events at all, so this limits how long a run
    /// may take once it runs.
    /// </summary>
    /// <value>
    /// The default is <see cref="ComfyClientDefaults.SilenceTimeout"/>; null for no limit. Otherwise more than zero and at most 24 days, and well above
    /// <see cref="SilentSocketTimeout"/>. The log warns from a sixteenth of it on, of a run that is worked on from a minute on at the
    /// latest; then the run is cancelled with a <see cref="ComfyRunTimeoutException"/>.
    /// </value>
    public TimeSpan? SilenceTimeout { get; set; } = ComfyClientDefaults.SilenceTimeout;

    /// <summary>
    /// Gets or sets how long a run may take altogether, from the call that starts or resumes it: bringing its files to the server, opening the socket, sending
    /// it, waiting in the queue, running, and being sent again, in a pool also to other servers.
    /// </summary>
    /// <value>The default is null: without end. Otherwise more than zero and at most 24 days; then the run is cancelled with a <see cref="ComfyRunTimeoutException"/>.</value>
    public TimeSpan? RunTimeout { get; set; }

    /// <summary>
    /// Gets or sets how long the server may take to answer a request, at each attempt, and how long <see cref="Credentials"/> may take to give a credential.
    /// Transfers take as long as they need: see <see cref="TransferStallTimeout"/>. Of a download, only the beginning of the answer counts as one.
    /// </summary>
    /// <value>The default is <see cref="ComfyClientDefaults.RequestTimeout"/>; more than zero and at most 24 days.</value>
    public TimeSpan RequestTimeout { get; set; } = ComfyClientDefaults.RequestTimeout;

    /// <summary>Gets or sets how often requests are sent again that failed for a passing reason.</summary>
    /// <value>The default is a <see cref="RetryOptions"/>. The requests that follow a run need none: they are asked until it ends.</value>
    public RetryOptions Retry { get; set; } = new();

    /// <summary>
    /// Gets or sets what decides whether a run that a node has ended with a failure is begun again. Each of its attempts has a prompt id of its own, since the
    /// history keeps those that failed, and the same seeds.
    /// </summary>
    /// <value>The default is null: it throws <see cref="NodeFailedException"/>. Otherwise each run keeps its prompt in memory until it has ended.</value>
    public IFailedRunPolicy? FailedRunPolicy { get; set; }

    /// <summary>Gets or sets how long a server may be out of reach, by socket and by HTTP, before its runs count as lost.</summary>
    /// <value>The default is <see cref="ComfyClientDefaults.UnreachableTimeout"/>; more than zero and at most 24 days.</value>
    public TimeSpan UnreachableTimeout { get; set; } = ComfyClientDefaults.UnreachableTimeout;

    /// <summary>Gets or sets how the client hears of its runs.</summary>
    /// <value>The default is <see cref="ConnectionMode.Socket"/>.</value>
    public ConnectionMode ConnectionMode { get; set; }

    /// <summary>Gets or sets how runs are sent.</summary>
    /// <value>
    /// The default is <see cref="SubmissionMode.Http"/>. <see cref="SubmissionMode.Socket"/> needs <see cref="ConnectionMode.Socket"/> and
    /// <see cref="ComfyDialect.Local"/>.
    /// </value>
    public SubmissionMode SubmissionMode { get; set; }

    /// <summary>
    /// Gets or sets how long a server may be silent about a run that was sent over the socket (<see cref="SubmissionMode.Socket"/>). Time does not count
    /// while it works on another run of this client, or has last said that its queue is not empty.
    /// </summary>
    /// <value>
    /// The default is <see cref="ComfyClientDefaults.AnswerTimeout"/>; more than zero and at most 24 days. Then the run ends with a
    /// <see cref="ComfyRunTimeoutException"/>: ComfyUI itself ignores such messages.
    /// </value>
    public TimeSpan AnswerTimeout { get; set; } = ComfyClientDefaults.AnswerTimeout;

    /// <summary>Gets or sets how a socket that drops while runs are under way is sought again. It keeps its client id, which the server addresses their events to.</summary>
    /// <value>The default is a <see cref="ReconnectBackoff"/>. With null it stays down until the next run is started; either way every run gets its result.</value>
    public IReconnectPolicy? ReconnectPolicy { get; set; } = new ReconnectBackoff();

    /// <summary>
    /// Gets or sets how long the socket may bring nothing at all while the server's queue says that a run of this client is being worked on,
    /// before it is closed and opened again: a server can forget a socket that is still open. If that brings no news, the next time takes twice as long.
    /// </summary>
    /// <value>The default is <see cref="ComfyClientDefaults.SilentSocketTimeout"/>; more than zero and at most 24 days.</value>
    public TimeSpan SilentSocketTimeout { get; set; } = ComfyClientDefaults.SilentSocketTimeout;

    /// <summary>
    /// Gets or sets how often a run that a restart of the server has lost (<see cref="RunLostReason.Restarted"/>) is sent again: the same prompt under the
    /// same id, so that there is one result. A run that was deleted, or may still go on, is never sent again. Leave the server
    /// time to come up: beyond <see cref="UnreachableTimeout"/> its runs count as lost before it does.
    /// </summary>
    /// <value>The default is 0: it throws <see cref="ComfyRunLostException"/>. Otherwise each run keeps its prompt in memory until it has ended.</value>
    public int MaxResubmissions { get; set; }

    /// <summary>
    /// Gets or sets how many events of a run wait for a reader, unless <see cref="EventBufferBytes"/> is reached first. Beyond it the oldest progress, preview
    /// or notice is dropped; what a node made and how the run ended is not.
    /// </summary>
    /// <value>The default is <see cref="ComfyClientDefaults.EventBufferSize"/>; at least 1.</value>
    public int EventBufferSize { get; set; } = ComfyClientDefaults.EventBufferSize;

    /// <summary>
    /// Gets or sets whether the log tells what the inputs of each run hold other than the workflow's file (event <c>RunInputs</c>): prompts, file names, numbers.
    /// At most 50 inputs and 200 characters of each, and <c>***</c> for an input whose name, or whose node's name, has a word such as key, token, secret, password,
    /// auth, credential or cookie, in any spelling; not for <c>keyframe</c>, <c>author</c> or <c>max_tokens</c>.
    /// </summary>
    /// <value>The default is false: what users write does not reach a log.</value>
    public bool LogInputs { get; set; }

    /// <summary>Gets or sets the clock of all pauses and timeouts.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Gets or sets where the log goes, under the category <c>ComfyTyped.ComfyClient</c>.</summary>
    /// <value>The default is nowhere.</value>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>Gives a copy that later changes do not reach.</summary>
    internal ComfyClientOptions Snapshot()
    {
        Validate();
        return (ComfyClientOptions)MemberwiseClone();
    }

    /// <summary>Throws what a client would throw that is made with these options alone.</summary>
    /// <exception cref="ArgumentException">The URL or an option is of no use.</exception>
    internal void ThrowIfUnusable()
    {
        Validate();
        _ = new ServerAddress(ServerUrl, this);
    }

    /// <summary>Gets the server.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    internal Uri ServerUrl => Url ?? throw new ArgumentException($"{nameof(Url)} is not set; it is the server, such as http://127.0.0.1:8188.", nameof(Url));

    private void Validate()
    {
        if (HttpClient is not null && HttpMessageHandler is not null)
            throw new ArgumentException($"Set {nameof(HttpClient)} or {nameof(HttpMessageHandler)}, not both.");
        ArgumentNullException.ThrowIfNull(TimeProvider);
        ArgumentNullException.ThrowIfNull(LoggerFactory);
        ArgumentNullException.ThrowIfNull(Retry);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxResubmissions);
        ValidateLimits();
        ThrowIfNoPause(HistoryPollInterval, nameof(HistoryPollInterval));
        ThrowIfNoPause(ConnectTimeout, nameof(ConnectTimeout));
        ThrowIfNoPause(RequestTimeout, nameof(RequestTimeout));
        ThrowIfNoPause(UnreachableTimeout, nameof(UnreachableTimeout));
        ThrowIfNoPause(SilentSocketTimeout, nameof(SilentSocketTimeout));
        ThrowIfNoPause(AnswerTimeout, nameof(AnswerTimeout));
        ThrowIfNoPause(QueueTimeout, nameof(QueueTimeout));
        ThrowIfNoPause(SilenceTimeout, nameof(SilenceTimeout));
        ThrowIfNoPause(RunTimeout, nameof(RunTimeout));
        if (!Enum.IsDefined(Dialect))
            throw new ArgumentOutOfRangeException(nameof(Dialect));
        if (!Enum.IsDefined(ConnectionMode))
            throw new ArgumentOutOfRangeException(nameof(ConnectionMode));
        if (!Enum.IsDefined(SubmissionMode))
            throw new ArgumentOutOfRangeException(nameof(SubmissionMode));
        if (SubmissionMode == SubmissionMode.Socket && ConnectionMode != ConnectionMode.Socket)
            throw new ArgumentException($"{nameof(SubmissionMode)}.{nameof(SubmissionMode.Socket)} needs {nameof(ConnectionMode)}.{nameof(ConnectionMode.Socket)}.");
        if (SubmissionMode == SubmissionMode.Socket && Dialect != ComfyDialect.Local)
            throw new ArgumentException($"Comfy Cloud takes no prompts over the socket; leave {nameof(SubmissionMode)} at {nameof(SubmissionMode.Http)}.");
        if (PreviewMethod is { } method && !Enum.IsDefined(method))
            throw new ArgumentOutOfRangeException(nameof(PreviewMethod));
    }

    /// <summary>Timers take no more than 2^31-1 milliseconds, about 24 days.</summary>
    internal static bool IsPause(TimeSpan pause) => pause > TimeSpan.Zero && pause.TotalMilliseconds <= int.MaxValue;

    internal static void ThrowIfNoPause(TimeSpan? pause, string name)
    {
        if (pause is { } some && !IsPause(some))
            throw new ArgumentOutOfRangeException(name, pause, "It must be longer than zero, and at most about 24 days.");
    }
}
