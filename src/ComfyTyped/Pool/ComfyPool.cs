using ComfyTyped.Client;
using ComfyTyped.Options;
using ComfyTyped.Pool;
using ComfyTyped.Primitives;
using ComfyTyped.Runs;
using Microsoft.Extensions.Logging;

namespace ComfyTyped;

/// <summary>
/// Runs workflows on several ComfyUI servers. Each run goes to a server that answers, has its node classes and files, and is least busy; one that has its model
/// loaded is preferred. When the server dies the run goes on elsewhere, with the same seeds, and still has one result. Safe to use from many threads.
/// </summary>
/// <example><code>
/// await using var comfy = new ComfyPool("http://gpu1:8188", "http://gpu2:8188");
/// TextToImage.Result result = await comfy.RunAsync(workflow);
/// </code></example>
public sealed partial class ComfyPool : IComfyClient, ILogSource
{
    private static readonly RunOptions DefaultRun = new();

    private readonly ComfyPoolOptions _options;
    private readonly ILogger _logger;
    private readonly Router _router;
    private readonly PoolServices _services;
    private readonly ListenerPump<PoolServerChange> _changes;
    private readonly Lazy<Task> _disposal;

    /// <summary>Makes a pool, and begins to probe its servers.</summary>
    /// <param name="urls">The servers, such as <c>http://127.0.0.1:8188</c>. There may be none yet.</param>
    /// <exception cref="ArgumentException">A URL is of no use, or there twice.</exception>
    public ComfyPool(params string[] urls)
        : this([.. (urls ?? throw new ArgumentNullException(nameof(urls))).Select(url => new ComfyClient(url))])
    {
    }

    /// <summary>Makes a pool, and begins to probe its servers.</summary>
    /// <param name="clients">The clients of the servers. The pool owns them: it disposes each when it is removed, or with itself.</param>
    /// <param name="options">How runs are spread; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is of no use, or a server is there twice.</exception>
    public ComfyPool(IEnumerable<ComfyClient> clients, ComfyPoolOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(clients);
        _options = (options ?? new ComfyPoolOptions()).Snapshot();
        _logger = SafeLogger.For<ComfyPool>(_options.LoggerFactory);
        _router = new Router(_options);
        _services = new PoolServices(_router, new Dispatcher(_router, _options.TimeProvider), new ActiveRuns(), _options, _logger);
        _disposal = new Lazy<Task>(CloseAsync);
        _changes = EventRelay.Create(this, () => ServerChanged, _logger);
        ComfyClient[] servers = [.. clients];
        if (servers.GroupBy(client => client.Url).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"The server {twice.Key} is there twice.", nameof(clients));
        foreach (ComfyClient client in servers)
            Join(client);
    }

    /// <inheritdoc/>
    /// <exception cref="NoServerException">No server can run it. It takes the place of <see cref="ComfyConnectionException"/> and <see cref="ComfyServerException"/>.</exception>
    public Task<TResult> RunAsync<TResult>(
        ComfyWorkflow<TResult> workflow,
        Action<RunCallbacks>? on = null,
        CancellationToken cancellationToken = default)
        where TResult : ComfyResult =>
        RunAsync(workflow, DefaultRun, on, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="NoServerException">No server can run it.</exception>
    public Task<TResult> RunAsync<TResult>(
        ComfyWorkflow<TResult> workflow,
        RunOptions options,
        Action<RunCallbacks>? on = null,
        CancellationToken cancellationToken = default)
        where TResult : ComfyResult
    {
        ArgumentNullException.ThrowIfNull(workflow);
        var callbacks = new RunCallbacks(workflow);
        on?.Invoke(callbacks);
        PooledRun run = Prepare(workflow, callbacks.Interest, options);
        return CallbackPump.RunAsync(run.Events, callbacks, StartAsync(workflow, run, cancellationToken), cancellationToken);
    }

    /// <summary>Starts a workflow, and returns when a server has accepted it: when all have their <see cref="ComfyPoolOptions.MaxRunsPerServer"/>, it waits until one has room.</summary>
    /// <inheritdoc/>
    /// <exception cref="NoServerException">No server can run it. It takes the place of <see cref="ComfyConnectionException"/> and <see cref="ComfyServerException"/>.</exception>
    public Task<ComfyRun<TResult>> StartAsync<TResult>(ComfyWorkflow<TResult> workflow, CancellationToken cancellationToken = default)
        where TResult : ComfyResult =>
        StartAsync(workflow, DefaultRun, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="NoServerException">No server can run it.</exception>
    public Task<ComfyRun<TResult>> StartAsync<TResult>(ComfyWorkflow<TResult> workflow, RunOptions options, CancellationToken cancellationToken = default)
        where TResult : ComfyResult
    {
        ArgumentNullException.ThrowIfNull(workflow);
        return StartAsync(workflow, Prepare(workflow, EventInterest.All, options), cancellationToken);
    }

    /// <summary>
    /// Goes on with a run that another process, or this one before, has started: <see cref="ComfyClient.ResumeAsync"/> on the server that the handle names.
    /// It stays there: its prompt is not known here, so that it cannot be sent elsewhere.
    /// </summary>
    /// <typeparam name="TResult">The result of the workflow.</typeparam>
    /// <param name="workflow">An object of the class whose run it is, with the same nodes. Its inputs do not matter.</param>
    /// <param name="handle">The <see cref="ComfyRun{TResult}.Handle"/> of the run. That of a pool's run names the server where it is at the moment.</param>
    /// <param name="cancellationToken">Cancels this run and no other, for as long as it lasts.</param>
    /// <returns>The run; dispose it.</returns>
    /// <exception cref="FormatException">The handle is none, was cut or changed, or is of another version.</exception>
    /// <exception cref="ArgumentException">The handle is of a server that the pool does not have, or of a run of another workflow class.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, or the pool disposed meanwhile.</exception>
    /// <exception cref="ObjectDisposedException">The pool was disposed.</exception>
    public Task<ComfyRun<TResult>> ResumeAsync<TResult>(ComfyWorkflow<TResult> workflow, string handle, CancellationToken cancellationToken = default)
        where TResult : ComfyResult
    {
        ArgumentNullException.ThrowIfNull(handle);
        ThrowIfDisposed();
        string url = RunHandle.Parse(handle).Server;
        return _router.Servers.FirstOrDefault(server => server.Url.AbsoluteUri == url) is { } found
            ? ResumeAsync(found, workflow, handle, cancellationToken)
            : throw new ArgumentException($"The handle is of a run on {url}, which is no server of the pool.", nameof(handle));
    }

    /// <summary>Judges a workflow by what the servers have: by the one that suits it best. Nothing is run.</summary>
    /// <inheritdoc/>
    /// <exception cref="NoServerException">No server answers.</exception>
    public async Task<IReadOnlyList<ValidationProblem>> CheckAsync(ComfyWorkflow workflow, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        ThrowIfDisposed();
        var reasons = new Dictionary<Uri, string>();
        IReadOnlyList<ValidationProblem>? best = null;
        foreach (PoolServer server in _router.Servers.OrderBy(server => server.State == PoolServerState.Down))
        {
            try
            {
                IReadOnlyList<ValidationProblem> problems = await server.Client.CheckAsync(workflow, cancellationToken).ConfigureAwait(false);
                if (best is null || ErrorsIn(problems) < ErrorsIn(best))
                    best = problems;
                if (ErrorsIn(best) == 0)
                    break;
            }
            catch (ComfyException exception)
            {
                reasons[server.Url] = $"cannot be asked: {exception.Message}";
            }
        }
        return best ?? throw new NoServerException(reasons);
    }

    ILogger ILogSource.Logger => _logger;

    /// <summary>Cancels all runs of the pool that have not ended, and disposes the clients of its servers.</summary>
    /// <returns>
    /// A task that ends when the servers were told, or could not be. Runs that a server may still have and that could not be cancelled there are logged (event
    /// <c>RunLeftBehind</c>).
    /// </returns>
    public ValueTask DisposeAsync() => new(_disposal.Value);

    private async Task CloseAsync()
    {
        // Before anything is awaited, so that no run and no server comes in between.
        _router.Close();
        _changes.Stop();
        await _services.Active.StopAllAsync().ConfigureAwait(false);
        await Task.WhenAll(_router.Servers.Select(server => server.PartAsync())).ConfigureAwait(false);
    }

    private static int ErrorsIn(IReadOnlyList<ValidationProblem> problems) => problems.Count(problem => problem.Severity == ValidationSeverity.Error);

    private PooledRun Prepare(ComfyWorkflow workflow, EventInterest interest, RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ThrowIfDisposed();
        if (_options.ValidateBeforeSubmit)
            WorkflowInvalidException.ThrowIfInvalid(workflow);
        var feed = new RunFeed(workflow, interest, _options.EventLimits) { OutlivesAttempts = true };
        return new PooledRun(workflow, feed, options, _services);
    }

    private static async Task<ComfyRun<TResult>> StartAsync<TResult>(ComfyWorkflow<TResult> workflow, PooledRun run, CancellationToken cancellationToken)
        where TResult : ComfyResult =>
        new(await run.StartAsync(cancellationToken).ConfigureAwait(false), workflow);

    /// <summary>It has a place on its server like the others: one that is removed ends it first.</summary>
    private async Task<ComfyRun<TResult>> ResumeAsync<TResult>(
        PoolServer server,
        ComfyWorkflow<TResult> workflow,
        string handle,
        CancellationToken cancellationToken)
        where TResult : ComfyResult
    {
        ServerLease lease = _router.Lease(server);
        try
        {
            ComfyRun<TResult> run = await server.Client.ResumeAsync(workflow, handle, cancellationToken).ConfigureAwait(false);
            _ = run.Result.ContinueWith(_ => lease.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            return run;
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposal.IsValueCreated, this);
}
