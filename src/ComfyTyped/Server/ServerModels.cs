using ComfyTyped.Primitives;
using ComfyTyped.Wire;

namespace ComfyTyped;

/// <summary>The model files of a server: <see cref="ComfyClient.Models"/>.</summary>
public sealed class ServerModels
{
    private readonly ServerApi _api;

    internal ServerModels(ServerApi api) => _api = api;

    /// <summary>Lists the model folders (<c>GET /models</c>, servers since 0.2.3), such as <c>checkpoints</c> and <c>loras</c>.</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The folders' keys.</returns>
    /// <exception cref="ComfyServerException">The server answers with a failure; an older one with 404.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    public Task<IReadOnlyList<string>> ListFoldersAsync(CancellationToken cancellationToken = default) => ReadAsync(_api.Dialect.ModelsRoute, cancellationToken);

    /// <summary>Lists the files of a model folder (<c>GET /models/{folder}</c>, servers since 0.1.0), as loader nodes take them.</summary>
    /// <param name="folder">The folder's key, such as <c>checkpoints</c>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The files, with their path below the folder.</returns>
    /// <exception cref="ComfyServerException">The server has no such folder (404), or answers with another failure.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    public Task<IReadOnlyList<string>> ListAsync(string folder, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return ReadAsync($"{_api.Dialect.ModelsRoute}/{Uri.EscapeDataString(folder)}", cancellationToken);
    }

    /// <summary>Lists the textual-inversion embeddings (<c>GET /embeddings</c>); a prompt takes one as <c>embedding:name</c>.</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The names, without extension.</returns>
    /// <exception cref="ComfyServerException">The server answers with a failure.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    public Task<IReadOnlyList<string>> ListEmbeddingsAsync(CancellationToken cancellationToken = default) => ReadAsync("embeddings", cancellationToken);

    private Task<IReadOnlyList<string>> ReadAsync(string route, CancellationToken cancellationToken) =>
        _api.ReadAsync(route, static utf8 => PythonJson.Parse(utf8).AsNames(), cancellationToken);
}
