using System.Net;
using System.Text.Json;
using ComfyTyped.Primitives;
using ComfyTyped.Wire;

namespace ComfyTyped;

public sealed partial class ComfyClient
{
    /// <summary>Gets the server's queue: look into it, take prompts out, interrupt one.</summary>
    public ServerQueue Queue => new(Api);

    /// <summary>Gets the server's history: the runs that have ended, with their outputs.</summary>
    public ServerHistory History => new(Api, _files);

    /// <summary>Gets the server's jobs: the runs that wait, run or have ended, in one list (servers since 0.6, and Comfy Cloud).</summary>
    public ServerJobs Jobs => new(Api, _files);

    /// <summary>Gets the server's model files.</summary>
    public ServerModels Models => new(Api);

    /// <summary>Gets the node classes that the server has.</summary>
    public ServerNodes NodeClasses => new(Api);

    private ServerApi Api
    {
        get
        {
            ThrowIfDisposed();
            return _api;
        }
    }

    /// <summary>Gives a file of the server by its name. Nothing is sent before it is opened.</summary>
    /// <param name="name">The name within the folder, such as <c>3d/mesh.glb</c>. A suffix such as <c>" [temp]"</c> goes before <paramref name="folder"/>.</param>
    /// <param name="folder">The folder of the server. The default is <see cref="ComfyFolder.Output"/>.</param>
    /// <returns>The file. Whether it exists shows when it is opened or saved: <see cref="ComfyServerException"/> (404).</returns>
    /// <remarks>In a <see cref="ComfyPool"/> only the result of a run knows which server has its files: use <see cref="ComfyResult.GetFile"/>.</remarks>
    /// <exception cref="ArgumentException">The name is empty, an absolute path, or leads out of the folder.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public OutputFile GetFile(string name, ComfyFolder folder = ComfyFolder.Output)
    {
        ThrowIfDisposed();
        return OutputFile.Named(name, folder, _files);
    }

    /// <summary>Asks the server what it can do (<c>GET /features</c>).</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>Its features; none of a server before 0.3.45, which does not know the question.</returns>
    /// <exception cref="ComfyServerException">The server answers with a failure.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    public async Task<ServerFeatures> GetFeaturesAsync(CancellationToken cancellationToken = default)
    {
        JsonElement flags = default;
        try
        {
            flags = await Api.ReadAsync("features", PythonJson.Parse, cancellationToken).ConfigureAwait(false);
        }
        catch (ComfyServerException exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            // A server without the route has none of the features.
        }
        return new ServerFeatures(flags.Member("supports_preview_metadata").IsTrue(), flags.Member("max_upload_size").AsInteger(), flags);
    }

    /// <summary>Makes the server give memory back (<c>POST /free</c>). It does so after the prompt that runs, on its own time.</summary>
    /// <param name="unloadModels">Whether models leave the GPU's memory.</param>
    /// <param name="freeMemory">Whether the outputs of nodes are forgotten as well, so that the next run computes everything; unloads the models, too.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>A task that ends when the server has taken note.</returns>
    /// <exception cref="ComfyServerException">The server answers with a failure.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    public Task FreeAsync(bool unloadModels = true, bool freeMemory = false, CancellationToken cancellationToken = default) =>
        Api.FreeAsync(unloadModels, freeMemory, cancellationToken);
}
