using System.Text.Json;
using ComfyTyped.Server;
using ComfyTyped.Wire;

namespace ComfyTyped;

/// <summary>The node classes of a server, those of its node packs included: <see cref="ComfyClient.NodeClasses"/>.</summary>
public sealed class ServerNodes
{
    private readonly ServerApi _api;

    internal ServerNodes(ServerApi api) => _api = api;

    /// <summary>Lists all node classes (<c>GET /object_info</c>). The answer is several megabytes.</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The classes, in the server's order.</returns>
    /// <exception cref="ComfyServerException">The server answers with a failure.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    public Task<IReadOnlyList<NodeClassInfo>> ListAsync(CancellationToken cancellationToken = default) =>
        _api.ReadAsync("object_info", NodeClassReader.ReadAll, cancellationToken);

    /// <summary>Finds one node class (<c>GET /object_info/{class}</c>).</summary>
    /// <param name="classType">Its name in workflow files, such as <c>KSampler</c>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The class; null when the server does not have it.</returns>
    /// <exception cref="ComfyServerException">The server answers with a failure: a class may fail to tell of its inputs (500).</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    public async Task<NodeClassInfo?> FindAsync(string classType, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(classType);
        JsonElement declaration = await _api.GetNodeClassAsync(classType, cancellationToken).ConfigureAwait(false);
        return declaration.ValueKind == JsonValueKind.Object ? NodeClassReader.Read(classType, declaration) : null;
    }
}
