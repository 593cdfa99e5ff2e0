using ComfyTyped.Connection;
using ComfyTyped.Protocol;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Client;

/// <summary>
/// Asks by HTTP for runs that were sent over the socket: there may be a ComfyUI that knows them, under the same ids, or nobody at all. Whoever does not
/// answer in time is not asked again.
/// </summary>
internal sealed class GatewayWitness(ServerApi api, ComfyClientOptions options, ILogger logger)
{
    private volatile bool _isMute;

    /// <summary>Asks whether the run waits, runs or has ended there.</summary>
    public async Task<bool> KnowsAsync(RunState run, CancellationToken cancellationToken)
    {
        RunSighting seen = await AskAsync(run, token => api.LookAsync(run.PromptId, run.Scope, token), cancellationToken).ConfigureAwait(false);
        return seen.Place != RunPlace.Absent;
    }

    /// <summary>Asks for what a run has left.</summary>
    public Task<HistoryEntry?> ReadAsync(RunState run, CancellationToken cancellationToken) =>
        AskAsync(run, token => api.GetHistoryAsync(run.PromptId, run.Scope, token), cancellationToken);

    private async Task<T?> AskAsync<T>(RunState run, Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        if (_isMute)
            return default;
        using var limit = new LinkedTimeout(ComfyClientDefaults.CancelTimeout, options.TimeProvider, cancellationToken);
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
            Log.PollFailed(logger, run.PromptId, exception);
        }
        return default;
    }
}
