using ComfyTyped.Diagnostics;
using ComfyTyped.Primitives;
using ComfyTyped.Wire;

namespace ComfyTyped.Runs;

/// <summary>
/// Asks by HTTP for runs that were sent over the socket: there may be a ComfyUI that knows them, under the same ids, or nobody at all. Whoever does not
/// answer in time is not asked again.
/// </summary>
internal sealed class GatewayWitness(RunServices services)
{
    private volatile bool _isMute;

    /// <summary>Asks whether the run waits, runs or has ended there.</summary>
    public async Task<bool> KnowsAsync(RunState run, CancellationToken cancellationToken)
    {
        RunSighting seen = await AskAsync(run, token => services.Lookout.LookAsync(run, token), cancellationToken).ConfigureAwait(false);
        return seen.Place != RunPlace.Absent;
    }

    /// <summary>Asks where the run is, of a server that may just be restarting.</summary>
    /// <param name="run">The run.</param>
    /// <param name="evidence">Takes in what speaks for a restart.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>Null when it does not answer.</returns>
    public async Task<RunPlace?> FindAsync(RunState run, RestartEvidence evidence, CancellationToken cancellationToken)
    {
        try
        {
            return (await services.Lookout.LookAsync(run, cancellationToken).ConfigureAwait(false)).Place;
        }
        catch (ComfyException exception)
        {
            Log.PollFailed(services.Logger, run.PromptId, exception);
            evidence.OnFailure(exception);
            return null;
        }
    }

    /// <summary>Asks for what a run has left.</summary>
    public Task<HistoryEntry?> ReadAsync(RunState run, CancellationToken cancellationToken) =>
        AskAsync(run, token => services.Api.GetHistoryAsync(run.PromptId, run.Scope, token), cancellationToken);

    private async Task<T?> AskAsync<T>(RunState run, Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        if (_isMute)
            return default;
        using var limit = new LinkedTimeout(ComfyClientDefaults.CancelTimeout, services.Time, cancellationToken);
        try
        {
            return await ask(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _isMute = true;
        }
        catch (ComfyException exception)
        {
            Log.PollFailed(services.Logger, run.PromptId, exception);
        }
        return default;
    }
}
