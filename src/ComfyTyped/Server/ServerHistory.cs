using System.Globalization;
using ComfyTyped.Graph;
using ComfyTyped.Runs;
using ComfyTyped.Server;
using ComfyTyped.Wire;

namespace ComfyTyped;

/// <summary>The runs of a server that have ended, whoever sent them: <see cref="ComfyClient.History"/>.</summary>
public sealed class ServerHistory
{
    private const string Route = "history";

    private readonly ServerApi _api;
    private readonly IFileReader _files;

    internal ServerHistory(ServerApi api, IFileReader files)
    {
        _api = api;
        _files = files;
    }

    /// <summary>Lists runs (<c>GET /history</c>), oldest first. Each comes with its whole prompt, so that a long list is many megabytes.</summary>
    /// <param name="maxItems">How many at most: the newest ones, or with <paramref name="offset"/> those from there on. Null for all.</param>
    /// <param name="offset">How many of the oldest to leave out (servers since 0.3.60; older ones ignore it), or null. On Comfy Cloud, how many of the newest.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The runs, in the order in which they ended.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxItems"/> is less than 1, or <paramref name="offset"/> negative.</exception>
    /// <exception cref="ComfyServerException">The server answers with a failure.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    public Task<IReadOnlyList<HistoryRun>> ListAsync(int? maxItems = null, int? offset = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxItems ?? 1, 1, nameof(maxItems));
        ArgumentOutOfRangeException.ThrowIfNegative(offset ?? 0, nameof(offset));
        string[] query = [.. Query("max_items", maxItems), .. Query("offset", offset)];
        string route = _api.Dialect.HistoryRoute;
        return _api.ReadAsync(query.Length == 0 ? route : $"{route}?{string.Join('&', query)}", Read, cancellationToken);
    }

    /// <summary>Finds one run (<c>GET /history/{prompt_id}</c>).</summary>
    /// <param name="promptId">The id of the run.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The run; null while it waits or runs, and when the server does not know it.</returns>
    /// <exception cref="ComfyServerException">The server answers with a failure.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    public async Task<HistoryRun?> FindAsync(string promptId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(promptId);
        string route = $"{_api.Dialect.HistoryRoute}/{Uri.EscapeDataString(promptId)}";
        IReadOnlyList<HistoryRun>? found = await _api.FindAsync(route, Read, cancellationToken).ConfigureAwait(false);
        return found?.FirstOrDefault(run => run.PromptId == promptId);
    }

    /// <summary>Gives the result of a run that has ended, for instance of one that another process started.</summary>
    /// <typeparam name="TResult">The result of the workflow.</typeparam>
    /// <param name="workflow">The workflow that was run: its output nodes are found by their ids.</param>
    /// <param name="promptId">The id of the run.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>
    /// The result, without the seeds that only the process knows which sent them; null while the run waits or runs, and when the server does not know it.
    /// </returns>
    /// <exception cref="NodeFailedException">A node failed.</exception>
    /// <exception cref="RunInterruptedException">Someone interrupted the run.</exception>
    /// <exception cref="ComfyServerException">The server answers with a failure.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    public async Task<TResult?> FindResultAsync<TResult>(
        ComfyWorkflow<TResult> workflow,
        string promptId,
        CancellationToken cancellationToken = default)
        where TResult : ComfyResult
    {
        ArgumentNullException.ThrowIfNull(workflow);
        ArgumentException.ThrowIfNullOrEmpty(promptId);
        // Nobody listens to a run that has ended, so that the options do not matter.
        var run = new RunState(workflow, _files, EventInterest.None, new ComfyClientOptions(), promptId);
        return await _api.GetHistoryAsync(promptId, run.Scope, cancellationToken).ConfigureAwait(false) is { } history
            ? workflow.ToResult(RunConclusion.Conclude(run, new RunEnd(history, RunWitness.History), new RunAcceptance([], [])))
            : null;
    }

    /// <summary>Takes runs out of the history (<c>POST /history</c>). Their files stay.</summary>
    /// <param name="promptIds">The ids of the runs; unknown ones are ignored.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>A task that ends when the server has done it.</returns>
    /// <exception cref="ComfyServerException">The server answers with a failure.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    public Task DeleteAsync(IEnumerable<string> promptIds, CancellationToken cancellationToken = default) =>
        IdList.DeleteAsync(_api, Route, promptIds, cancellationToken);

    /// <summary>Empties the history, of all clients (<c>POST /history</c>). The files stay.</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>A task that ends when the server has done it.</returns>
    /// <exception cref="ComfyServerException">The server answers with a failure.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    public Task ClearAsync(CancellationToken cancellationToken = default) => IdList.ClearAsync(_api, Route, cancellationToken);

    private IReadOnlyList<HistoryRun> Read(ReadOnlySpan<byte> utf8) => HistoryRunReader.ReadAll(utf8, _files);

    private static IEnumerable<string> Query(string name, int? value) =>
        value is { } number ? [string.Create(CultureInfo.InvariantCulture, $"{name}={number}")] : [];
}
