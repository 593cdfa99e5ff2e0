using ComfyTyped.Client;
using ComfyTyped.Options;
using ComfyTyped.Primitives;
using ComfyTyped.Runs;
using ComfyTyped.Wire;
using Microsoft.Extensions.Logging;

namespace ComfyTyped;

/// <summary>
/// Runs workflows on one ComfyUI server. It is safe to use from many threads; all its runs share one socket, which the first of them opens.
/// </summary>
public sealed partial class ComfyClient : IComfyClient, ILogSource
{
    private static readonly RunOptions DefaultRun = new();

    private readonly ComfyHttp _http;
    private readonly ClientSockets _sockets;
    private readonly Lookout _lookout;
    private readonly TakeBacks _takeBacks;
    private readonly ListenerPump<ConnectionChangedEvent> _changes;
    private readonly RunLauncher _launcher;
    private readonly ServerApi _api;
    private readonly FileDownloads _files;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _disposing = new();
    private readonly object _gate = new();
    private Task? _disposal;

    /// <summary>Makes a client. Nothing is sent before it is used.</summary>
    /// <param name="url">The server, such as <c>http://127.0.0.1:8188</c>; a path in front of a proxy is kept, and <c>user:password@</c> becomes a header.</param>
    /// <exception cref="ArgumentException">The URL is of no use.</exception>
    public ComfyClient(string url)
        : this(ParseUrl(url), new ComfyClientOptions())
    {
    }

    /// <summary>Makes a client. Nothing is sent before it is used.</summary>
    /// <param name="url">The server, such as <c>http://127.0.0.1:8188</c>; a path in front of a proxy is kept, and <c>user:password@</c> becomes a header.</param>
    /// <param name="options">How to reach it.</param>
    /// <exception cref="ArgumentException">The URL or an option is of no use.</exception>
    public ComfyClient(string url, ComfyClientOptions options)
        : this(ParseUrl(url), options)
    {
    }

    /// <summary>Makes a client of the server that the options name. Nothing is sent before it is used.</summary>
    /// <param name="options">How to reach it, <see cref="ComfyClientOptions.Url"/> included.</param>
    /// <exception cref="ArgumentException">There is no URL, or it or an option is of no use.</exception>
    public ComfyClient(ComfyClientOptions options)
        : this((options ?? throw new ArgumentNullException(nameof(options))).ServerUrl, options)
    {
    }

    /// <summary>Makes a client. Nothing is sent before it is used.</summary>
    /// <param name="url">The server, such as <c>http://127.0.0.1:8188</c>; a path in front of a proxy is kept, and <c>user:password@</c> becomes a header.</param>
    /// <exception cref="ArgumentException">The URL is of no use.</exception>
    public ComfyClient(Uri url)
        : this(url, new ComfyClientOptions())
    {
    }

    /// <summary>Makes a client. Nothing is sent before it is used.</summary>
    /// <param name="url">The server, such as <c>http://127.0.0.1:8188</c>; a path in front of a proxy is kept, and <c>user:password@</c> becomes a header.</param>
    /// <param name="options">How to reach it.</param>
    /// <exception cref="ArgumentException">The URL or an option is of no use.</exception>
    public ComfyClient(Uri url, ComfyClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(options);
        options = options.Snapshot();
        _time = options.TimeProvider;
        ILogger logger = _logger = SafeLogger.For<ComfyClient>(options.LoggerFactory);
        Limits = new RunOptions().Over(options);
        ServerDialect dialect = ServerDialect.Of(options.Dialect);
        _http = new ComfyHttp(new ServerAddress(url, options), options);
        var retry = new RequestRetry(RequestRetry.IsPassing, options, logger);
        _api = new ServerApi(_http, dialect, retry);
        _files = new FileDownloads(_http, retry);
        _lookout = new Lookout(_api, options);
        _takeBacks = new TakeBacks(_api, options, logger);
        _changes = EventRelay.Create(this, () => ConnectionChanged, logger);
        _sockets = new ClientSockets(_http, dialect, options, logger);
        _sockets.Changed += OnConnectionChanged;
        _api.TakenOff += _sockets.OnTakenOff;
        _launcher = new RunLauncher(
            new RunServices { Sockets = _sockets, Api = _api, Lookout = _lookout, TakeBacks = _takeBacks, Options = options, Logger = logger },
            _files);
    }

    /// <summary>
    /// Raised when the socket is opened, drops or comes back. Handlers run one after another on the thread pool, in the order of the changes; runs do not
    /// wait for them, and their exceptions are logged.
    /// </summary>
    public event EventHandler<ConnectionChangedEvent>? ConnectionChanged;

    /// <summary>Gets the server's address, without credentials.</summary>
    public Uri Url => _http.Address.Http;

    /// <summary>Raised at once when the socket drops, for a pool that this client is one of: handlers of the application may hang.</summary>
    internal event Action? Dropped;

    /// <summary>Gets what sends runs, for a pool that this client is one of.</summary>
    internal RunLauncher Launcher => _launcher;

    /// <summary>Gets what the options say about runs whose own options say nothing.</summary>
    internal RunOptions Limits { get; }

    ILogger ILogSource.Logger => _logger;

    /// <summary>Gets whether the server can be asked about a single node class, and not only about all.</summary>
    internal bool DescribesSingleClasses => _api.Dialect.DescribesSingleClasses;

    /// <summary>Gets whether the server keeps an upload in the folder and under the name that it is sent with.</summary>
    internal bool KeepsFileNames => _api.Dialect.KeepsFileNames;

    /// <summary>Gets the current state of the WebSocket connection that new runs use.</summary>
    public ConnectionState ConnectionState => _sockets.State;

    /// <summary>Runs a workflow and waits for its result.</summary>
    /// <typeparam name="TResult">The result of the workflow.</typeparam>
    /// <param name="workflow">The workflow. It is read before this method returns its task, and can be changed for the next run from then on.</param>
    /// <param name="on">What to call while it runs: <c>on =&gt; on.Progress(...).Preview(...)</c>.</param>
    /// <param name="cancellationToken">Cancels this run and no other: it is taken out of the queue, or interrupted.</param>
    /// <returns>The result.</returns>
    /// <remarks>Runs that are started without an <c>await</c> in between are queued in any order. Where the order matters, await <c>StartAsync</c> of each.</remarks>
    /// <exception cref="WorkflowInvalidException">The workflow is sure to be refused; nothing was sent.</exception>
    /// <exception cref="PromptRejectedException">The server does not accept the workflow.</exception>
    /// <exception cref="PromptPartlyRejectedException">The server would leave outputs out.</exception>
    /// <exception cref="NodeFailedException">A node failed.</exception>
    /// <exception cref="RunInterruptedException">Someone interrupted the run on the server.</exception>
    /// <exception cref="ComfyRunLostException">The server does not know the run any more, or is gone.</exception>
    /// <exception cref="ComfyRunTimeoutException">The run has passed a time limit of the options.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    /// <exception cref="ComfyServerException">The server answers with a failure.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, or the client disposed meanwhile.</exception>
    /// <exception cref="InvalidOperationException">An input is linked to a node of another workflow object.</exception>
    /// <exception cref="ArgumentException">A callback is for a node of another workflow object.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<TResult> RunAsync<TResult>(
        ComfyWorkflow<TResult> workflow,
        Action<RunCallbacks>? on = null,
        CancellationToken cancellationToken = default)
        where TResult : ComfyResult =>
        RunAsync(workflow, DefaultRun, on, cancellationToken);

    /// <summary>Starts a workflow, and returns when the server has accepted it.</summary>
    /// <typeparam name="TResult">The result of the workflow.</typeparam>
    /// <param name="workflow">The workflow. It is read before this method returns its task, and can be changed for the next run from then on.</param>
    /// <param name="cancellationToken">Cancels this run and no other, for as long as it lasts: it is taken out of the queue, or interrupted.</param>
    /// <returns>The run; dispose it.</returns>
    /// <exception cref="WorkflowInvalidException">The workflow is sure to be refused; nothing was sent.</exception>
    /// <exception cref="PromptRejectedException">The server does not accept the workflow.</exception>
    /// <exception cref="PromptPartlyRejectedException">The server would leave outputs out.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    /// <exception cref="ComfyServerException">The server answers with a failure.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, or the client disposed meanwhile.</exception>
    /// <exception cref="InvalidOperationException">An input is linked to a node of another workflow object.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<ComfyRun<TResult>> StartAsync<TResult>(ComfyWorkflow<TResult> workflow, CancellationToken cancellationToken = default)
        where TResult : ComfyResult =>
        StartAsync(workflow, DefaultRun, cancellationToken);

    /// <summary>
    /// Judges a workflow by what this server has at the moment: node classes, options, and files such as checkpoints. Nothing is run; a server
    /// has no such request itself, so this asks <c>GET /object_info/{class}</c> once for each node class in use, several at a time, and nothing is kept.
    /// </summary>
    /// <param name="workflow">The workflow. Do not change it before the task ends.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>
    /// All problems, node by node, those of <see cref="ComfyWorkflow.Validate"/> included as far as the server shares its catalog; none for a workflow that
    /// the server is expected to accept. Those of <see cref="ValidationSeverity.Warning"/> need not stop a run.
    /// </returns>
    /// <remarks>A node may refuse values beyond what it declares (ComfyUI's <c>VALIDATE_INPUTS</c>); that shows only when the workflow is sent.</remarks>
    /// <exception cref="ComfyServerException">The server answers with another failure than that it cannot describe a class.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<IReadOnlyList<ValidationProblem>> CheckAsync(ComfyWorkflow workflow, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        ThrowIfDisposed();
        return new ServerCheck(_api).CheckAsync(workflow, cancellationToken);
    }

    /// <summary>Uploads a picture for a load node. The server takes other files as well: it does not look inside.</summary>
    /// <param name="content">The content, from its current position; not disposed.</param>
    /// <param name="fileName">The name to store it under.</param>
    /// <param name="options">Where it goes; null for the input folder.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    /// <returns>The file as the server has stored it, perhaps under another name.</returns>
    /// <exception cref="ComfyServerException">The server refuses it, for instance because it is larger than its <c>--max-upload-size</c> (413).</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    public Task<UploadedFile> UploadImageAsync(
        Stream content,
        string fileName,
        UploadOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentException.ThrowIfNullOrWhiteSpace(fileName);
        ThrowIfDisposed();
        return _api.UploadImageAsync(content, fileName, options ?? new UploadOptions(), cancellationToken);
    }

    /// <summary>Uploads a picture for a load node from a local file, under its own name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Where it goes; null for the input folder.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    /// <returns>The file as the server has stored it, perhaps under another name.</returns>
    /// <exception cref="ComfyServerException">The server refuses it, for instance because it is larger than its <c>--max-upload-size</c> (413).</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public async Task<UploadedFile> UploadImageFileAsync(string path, UploadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        FileStream content = LocalFile.OpenRead(path);
        await using (content.ConfigureAwait(false))
            return await UploadImageAsync(content, Path.GetFileName(path), options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks the server for its version, memory and devices. Also a good way to see whether it is up.</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>What it tells.</returns>
    /// <exception cref="ComfyServerException">The server answers with a failure.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    public Task<SystemStats> GetSystemStatsAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        return _api.GetSystemStatsAsync(cancellationToken);
    }

    /// <summary>
    /// Cancels all runs of this client that have not ended, and closes the socket. A run that could not be taken off the server, because it does not answer, is
    /// logged as a warning.
    /// </summary>
    /// <returns>A task that completes when the server has taken note, or has not in time; each call returns the same one.</returns>
    public ValueTask DisposeAsync()
    {
        lock (_gate)
            return new ValueTask(_disposal ??= DisposeOnceAsync());
    }

    private async Task DisposeOnceAsync()
    {
        // Not under the lock, and not on the thread of the caller: what is cancelled here may be the application's.
        await Task.Yield();
        await _disposing.CancelAsync().WaitAsync(ComfyClientDefaults.CancelTimeout).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _launcher.StopAsync().ConfigureAwait(false);
        await _takeBacks.DisposeAsync().ConfigureAwait(false);
        await _sockets.DisposeAsync().ConfigureAwait(false);
        await _lookout.DisposeAsync().ConfigureAwait(false);
        await _changes.CompleteAsync(ComfyClientDefaults.CancelTimeout, TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
        _http.Dispose();
    }

    private async Task<ComfyRun<TResult>> LaunchAsync<TResult>(
        ComfyWorkflow<TResult> workflow,
        PreparedRun prepared,
        CancellationToken cancellationToken)
        where TResult : ComfyResult =>
        new(await _launcher.LaunchAsync(prepared, cancellationToken).ConfigureAwait(false), workflow);

    private void OnConnectionChanged(ConnectionChangedEvent change)
    {
        if (change.State == ConnectionState.Connected)
            _api.Forget();
        else if (change.Previous == ConnectionState.Connected)
            _lookout.BeginAgain();
        if (change.Previous == ConnectionState.Connected)
            Dropped?.Invoke();
        _changes.Report(change);
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposing.IsCancellationRequested || Volatile.Read(ref _disposal) is not null, this);

    private static Uri ParseUrl(string url)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(url);
        return Uri.TryCreate(url, UriKind.Absolute, out Uri? parsed)
            ? parsed
            : throw new ArgumentException("The URL of a ComfyUI server starts with http:// or https://, such as http://127.0.0.1:8188.", nameof(url));
    }
}
