using ComfyTyped.Testing.Definitions;
using ComfyTyped.Testing.Execution;
using ComfyTyped.Testing.Hosting;
using ComfyTyped.Testing.Nodes;
using ComfyTyped.Testing.Validation;

namespace ComfyTyped.Testing;

/// <summary>
/// A server in this process that speaks ComfyUI's protocol on a loopback port. It really executes simple image nodes, simulates
/// models and samplers, and keeps everything it stores in one folder. It fails on demand: see <see cref="Faults"/>.
/// </summary>
/// <example><code>
/// await using ComfyServer server = await ComfyServer.StartAsync();
/// using var http = new HttpClient { BaseAddress = server.Url };
/// </code></example>
public sealed class ComfyServer : IAsyncDisposable
{
    private readonly ComfyServerOptions _options;
    private readonly DataDirectory _data;
    private readonly SemaphoreSlim _turn = new(1);
    private ServerMemory _memory;
    private ServerListener? _listener;
    private bool _isDisposed;

    private ComfyServer(ComfyServerOptions options, DataDirectory data, NodeRegistry nodes)
    {
        _options = options;
        _data = data;
        Nodes = nodes;
        _memory = new ServerMemory(CreateState());
    }

    /// <summary>Where the server listens, such as <c>http://127.0.0.1:54321/</c>. It stays the same when the server is restarted.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>The node classes that the server knows. More can be added while it runs.</summary>
    public NodeRegistry Nodes { get; }

    /// <summary>What goes wrong: the plan of <see cref="ComfyServerOptions.Faults"/>. Faults can be added and taken away while the server runs.</summary>
    public FaultPlan Faults => _options.Faults;

    /// <summary>The folder with the subfolders <c>input</c>, <c>output</c> and <c>temp</c>.</summary>
    public string DataDirectory => _data.Root;

    internal ServerState State => _memory.State;

    /// <summary>Starts a server. It accepts requests when the task completes.</summary>
    /// <param name="configure">Changes the options. Default: none.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <returns>The running server; dispose it to stop it.</returns>
    /// <exception cref="IOException">The port is taken, or the data folder cannot be created.</exception>
    public static async Task<ComfyServer> StartAsync(Action<ComfyServerOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        var options = new ComfyServerOptions();
        configure?.Invoke(options);
        var data = new DataDirectory(options.DataDirectory);
        var nodes = new NodeRegistry();
        foreach (NodeBehavior behavior in BuiltInNodes.All(data).Concat(options.Nodes))
            nodes.Add(behavior);
        var server = new ComfyServer(options, data, nodes);
        try
        {
            server._listener = await ServerListener.StartAsync(options.Port, server._memory.State, options, cancellationToken);
            server.Url = server._listener.Url;
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Cuts all sockets and closes the port: connections are refused, as while a server starts or its proxy is away. The queue is worked on all the same.
    /// Does nothing when it is offline.
    /// </summary>
    /// <returns>A task that ends when nothing listens any more.</returns>
    /// <exception cref="ObjectDisposedException">The server was disposed.</exception>
    public Task GoOfflineAsync() => InTurnAsync(CloseAsync);

    /// <summary>Opens the port of <see cref="Url"/> again. Does nothing when the server is online.</summary>
    /// <returns>A task that ends when the server accepts requests.</returns>
    /// <exception cref="IOException">Another program has taken the port meanwhile.</exception>
    /// <exception cref="ObjectDisposedException">The server was disposed.</exception>
    public Task GoOnlineAsync() => InTurnAsync(OpenAsync);

    /// <summary>
    /// Restarts the server on the same port. Its faults, added node classes and files stay; all sockets are cut. Offline before, it is online after.
    /// </summary>
    /// <param name="keepMemory">
    /// Whether queue and history stay and the running prompt goes on, as behind a proxy that is restarted. Otherwise they are gone, as when ComfyUI itself is.
    /// </param>
    /// <returns>A task that ends when the server accepts requests again.</returns>
    /// <exception cref="IOException">Another program has taken the port meanwhile.</exception>
    /// <exception cref="ObjectDisposedException">The server was disposed.</exception>
    public Task RestartAsync(bool keepMemory) => InTurnAsync(async () =>
    {
        await CloseAsync();
        if (!keepMemory)
        {
            await _memory.DisposeAsync();
            _memory = new ServerMemory(CreateState());
        }

        await OpenAsync();
    });

    /// <summary>Stops the server: ends the running prompt, closes the sockets, and deletes the data folder unless the options named one.</summary>
    /// <returns>A task that completes when all is gone.</returns>
    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync();
        try
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            await _memory.DisposeAsync();
            await CloseAsync();
            _data.Dispose();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task InTurnAsync(Func<Task> action)
    {
        await _turn.WaitAsync();
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            await action();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task OpenAsync() => _listener ??= await ServerListener.StartAsync(Url.Port, _memory.State, _options, CancellationToken.None);

    private async Task CloseAsync()
    {
        if (_listener is { } listener)
            await listener.DisposeAsync();
        _listener = null;
    }

    private ServerState CreateState()
    {
        bool isCloud = _options.Dialect == ComfyServerDialect.Cloud;
        var version = new ComfyVersion(isCloud ? ComfyVersion.OfCloud : _options.ComfyUIVersion);
        var files = new ServerFiles(new Dictionary<string, IReadOnlyList<string>>(_options.Models, StringComparer.Ordinal), _data);
        var sockets = new SocketHub(tellsAll: isCloud);
        var queue = new PromptQueue(sockets);
        var history = new PromptHistory();
        var settings = new RunSettings(version, _data, _options.StepDelay, Faults, _options.TimeProvider);
        var worker = new PromptWorker(queue, history, sockets, Nodes, settings);
        var validator = new PromptValidator(Nodes, files, version);
        var replacements = version.ReplacesNodes ? new NodeReplacements(Nodes) : null;
        var storage = isCloud ? new SignedStorage() : null;
        return new ServerState(
            version, _data, files, Nodes, sockets, queue, history, worker, validator, replacements, Faults, _options.TimeProvider, storage);
    }
}
