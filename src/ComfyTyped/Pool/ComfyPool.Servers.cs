using ComfyTyped.Pool;

namespace ComfyTyped;

/// <content>The servers of a pool, which come and go.</content>
public sealed partial class ComfyPool
{
    /// <summary>
    /// Raised when the state of a server changes. Handlers are called on the thread pool, one at a time, and nothing waits for them: <see cref="PoolServer.State"/>
    /// may already be another one. An exception is logged, and the other handlers are called nevertheless. At most 256 changes wait for a handler; beyond that,
    /// the oldest is dropped.
    /// </summary>
    public event EventHandler<PoolServerChange>? ServerChanged;

    /// <summary>Gets the servers, in the order in which they came. A snapshot: it can be enumerated while servers come and go.</summary>
    public IReadOnlyList<PoolServer> Servers => _router.Servers;

    /// <summary>Adds a server. Runs that wait, and runs whose server is down, go there if it can run them.</summary>
    /// <param name="url">The server, such as <c>http://127.0.0.1:8188</c>.</param>
    /// <param name="cancellationToken">Ends the wait; the server stays in the pool.</param>
    /// <returns>The server once it was probed: look at its <see cref="PoolServer.State"/>. One that is down stays in the pool, and is probed on.</returns>
    /// <exception cref="ArgumentException">The URL is of no use, or the pool has the server already.</exception>
    /// <exception cref="ObjectDisposedException">The pool was disposed.</exception>
    public Task<PoolServer> AddAsync(string url, CancellationToken cancellationToken = default) => AddAsync(new ComfyClient(url), cancellationToken);

    /// <summary>Adds a server. Runs that wait, and runs whose server is down, go there if it can run them.</summary>
    /// <param name="client">Its client. The pool owns it from now on.</param>
    /// <param name="cancellationToken">Ends the wait; the server stays in the pool.</param>
    /// <returns>The server once it was probed: look at its <see cref="PoolServer.State"/>. One that is down stays in the pool, and is probed on.</returns>
    /// <exception cref="ArgumentException">The pool has the server already.</exception>
    /// <exception cref="ObjectDisposedException">The pool was disposed.</exception>
    public async Task<PoolServer> AddAsync(ComfyClient client, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ThrowIfDisposed();
        PoolServer server = Join(client);
        await server.Health.FirstProbe.WaitAsync(cancellationToken).ConfigureAwait(false);
        return server;
    }

    /// <summary>Removes a server: it gets no more runs at once, and is gone when its last run has left it. Its client is disposed then, so read the files of its results before.</summary>
    /// <param name="server">The server.</param>
    /// <param name="how">What becomes of its runs.</param>
    /// <param name="cancellationToken">Ends the wait; the server gets no more runs all the same, and removing it again goes on.</param>
    /// <returns>A task that ends when it is gone.</returns>
    /// <exception cref="ArgumentException">The pool does not have the server.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task RemoveAsync(PoolServer server, PoolRemoval how = PoolRemoval.Drain, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(server);
        if (!_router.Servers.Contains(server))
            throw new ArgumentException($"{server.Url} is no server of the pool.", nameof(server));
        _router.BeginRemoval(server, how);
        while (true)
        {
            Task changed = _router.Changed;
            if (server.Runs == 0)
                break;
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        _router.Remove(server);
        await server.PartAsync().ConfigureAwait(false);
    }

    private PoolServer Join(ComfyClient client)
    {
        var server = new PoolServer(client, _options);
        server.Health = new ServerHealth(server, _router, _options, _logger, _changes.Report);
        _router.Add(server);
        server.Health.Begin();
        return server;
    }
}
