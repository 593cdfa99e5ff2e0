using ComfyTyped.Primitives;
using ComfyTyped.Server;
using ComfyTyped.Wire;

namespace ComfyTyped;

/// <summary>The queue of a server, with the prompts of all its clients: <see cref="ComfyClient.Queue"/>.</summary>
public sealed class ServerQueue
{
    private const string Route = "queue";

    private readonly ServerApi _api;

    internal ServerQueue(ServerApi api) => _api = api;

    /// <summary>Lists what runs and what waits (<c>GET /queue</c>).</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The queue at this moment.</returns>
    /// <exception cref="ComfyServerException">The server answers with a failure.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    public Task<QueueSnapshot> GetAsync(CancellationToken cancellationToken = default) =>
        _api.ReadAsync(Route, QueueSnapshotReader.Read, cancellationToken);

    /// <summary>Counts what runs and what waits (<c>GET /prompt</c>): a small answer, whereas <see cref="GetAsync"/> brings all prompts along.</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>How many there are.</returns>
    /// <exception cref="ComfyServerException">The server answers with a failure.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    public Task<int> CountAsync(CancellationToken cancellationToken = default) =>
        _api.ReadAsync(
            "prompt",
            static utf8 => (int)(PythonJson.Parse(utf8).Member("exec_info").Member("queue_remaining").AsInteger() ?? 0),
            cancellationToken);

    /// <summary>
    /// Takes prompts out of the queue (<c>POST /queue</c>). Only those that wait: what runs goes on, and unknown ids are ignored. Nobody is told, and the
    /// history does not get them; a run of ComfyTyped that waits for one ends with <see cref="ComfyRunLostException"/>.
    /// </summary>
    /// <param name="promptIds">The ids of the runs.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>A task that ends when the server has done it.</returns>
    /// <exception cref="ComfyServerException">The server answers with a failure.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    public async Task DeleteAsync(IEnumerable<string> promptIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(promptIds);
        string[] ids = [.. promptIds];
        await IdList.DeleteAsync(_api, Route, ids, cancellationToken).ConfigureAwait(false);
        _api.ReportTakenOff(ids);
    }

    /// <summary>Takes everything out of the queue that waits, whoever sent it (<c>POST /queue</c>). What runs goes on.</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>A task that ends when the server has done it.</returns>
    /// <exception cref="ComfyServerException">The server answers with a failure.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    public async Task ClearAsync(CancellationToken cancellationToken = default)
    {
        await IdList.ClearAsync(_api, Route, cancellationToken).ConfigureAwait(false);
        _api.ReportTakenOff(null);
    }

    /// <summary>
    /// Interrupts one prompt if it runs (<c>POST /interrupt</c>), and no other. The server heeds it between two nodes and where a node reports progress.
    /// </summary>
    /// <param name="promptId">The id of the run.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>A task that ends when the server has taken note.</returns>
    /// <remarks>
    /// Servers before 0.3.57 and Comfy Cloud would interrupt whatever runs, so they are asked first what that is, and nothing is done unless it is this prompt
    /// alone; another one may begin meanwhile. <see cref="ServerJobs.CancelAsync(string, CancellationToken)"/> is sure, on servers since 0.26.
    /// </remarks>
    /// <exception cref="ComfyServerException">The server answers with a failure.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    public async Task InterruptAsync(string promptId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(promptId);
        if (await _api.InterruptsByPromptIdAsync(cancellationToken).ConfigureAwait(false)
            || await _api.RunsAloneAsync(promptId, cancellationToken).ConfigureAwait(false))
        {
            await _api.InterruptAsync(promptId, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Interrupts whatever runs, whoever sent it (<c>POST /interrupt</c> without an id).</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>A task that ends when the server has taken note.</returns>
    /// <exception cref="ComfyServerException">The server answers with a failure.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    public Task InterruptRunningAsync(CancellationToken cancellationToken = default) => _api.PostAsync("interrupt", static _ => { }, cancellationToken);
}
