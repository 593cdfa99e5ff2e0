using ComfyTyped.Protocol;

namespace ComfyTyped.Connection;

/// <summary>Tells where a run is, when it is asked.</summary>
internal interface IRunWitness
{
    /// <returns>Null when this server cannot be asked so.</returns>
    /// <exception cref="ComfyException">It does not answer.</exception>
    Task<RunSighting?> FindAsync(string promptId, RunScope scope, CancellationToken cancellationToken);
}
