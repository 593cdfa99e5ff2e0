using System.Net;
using ComfyTyped.Diagnostics;
using ComfyTyped.Primitives;
using ComfyTyped.Wire;

namespace ComfyTyped.Runs;

/// <summary>Asks the server whether it has a prompt whose acceptance was not heard. It takes every prompt that it is sent, under the same id or not.</summary>
internal sealed class PromptInquiry(RunServices services)
{
    /// <summary>"A timeout occurred", of a well-known proxy.</summary>
    private const HttpStatusCode CloudflareTimeout = (HttpStatusCode)524;

    /// <summary>One look finds whatever the server has, since the queue is looked at before the history; but a prompt can still be in validation.</summary>
    private static readonly TimeSpan[] Pauses = [ComfyClientDefaults.EndGrace];

    /// <summary>A prompt that was not answered in time may still wait in a proxy, or in a server that is busy, and would run twice if it were sent again at once.</summary>
    private static readonly TimeSpan[] LongPauses = [.. new[] { 0.25, 0.5, 1, 2, 4 }.Select(TimeSpan.FromSeconds)];

    private readonly TimeProvider _time = services.Time;

    /// <summary>Asks until it is clear, or until the server has been out of reach for <see cref="ComfyClientOptions.UnreachableTimeout"/>.</summary>
    /// <param name="run">The run.</param>
    /// <param name="doubt">Why its acceptance was not heard of.</param>
    /// <param name="cancellationToken">Ends the inquiry.</param>
    /// <returns>Null when the server cannot tell: it is out of reach, or gives prompts ids of its own.</returns>
    /// <exception cref="ComfyException">The server answers with a failure.</exception>
    public async Task<bool?> FindAsync(RunState run, Exception doubt, CancellationToken cancellationToken)
    {
        TimeSpan[] pauses = IsSlowness(doubt) ? LongPauses : Pauses;
        for (int look = 0; ; look++)
        {
            bool? isThere = await LookPatientlyAsync(run, cancellationToken).ConfigureAwait(false);
            if (isThere is not false || look == pauses.Length)
                return isThere;
            await Task.Delay(pauses[look], _time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Asks once, with no more patience than a look has.</summary>
    /// <returns>Null when the server does not answer, or cannot tell.</returns>
    public async Task<bool?> TryFindAsync(RunState run, CancellationToken cancellationToken)
    {
        using var limit = new LinkedTimeout(ComfyClientDefaults.LookTimeout, _time, cancellationToken);
        try
        {
            return await LookAsync(run, limit.Token).ConfigureAwait(false);
        }
        catch (ComfyException failure)
        {
            Log.PollFailed(services.Logger, run.PromptId, failure);
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<bool?> LookPatientlyAsync(RunState run, CancellationToken cancellationToken)
    {
        long begun = _time.GetTimestamp();
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return await LookAsync(run, cancellationToken).ConfigureAwait(false);
            }
            catch (ComfyException failure) when (RequestRetry.IsPassing(failure))
            {
                Log.PollFailed(services.Logger, run.PromptId, failure);
                if (_time.GetElapsedTime(begun) >= services.Options.UnreachableTimeout)
                    return null;
            }
            await Task.Delay(LongPauses[Math.Min(attempt, LongPauses.Length - 1)], _time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool?> LookAsync(RunState run, CancellationToken cancellationToken)
    {
        ServerApi api = services.Api;
        if (!await api.KeepsPromptIdsAsync(cancellationToken).ConfigureAwait(false))
            return null;
        // An event of it says enough.
        return run.Heard > 0
            || await api.FindInQueueAsync(run.PromptId, cancellationToken).ConfigureAwait(false) != QueuePlace.Absent
            || await api.GetHistoryAsync(run.PromptId, run.Scope, cancellationToken).ConfigureAwait(false) is not null;
    }

    private static bool IsSlowness(Exception doubt) => doubt
        is ComfyConnectionException { InnerException: OperationCanceledException or TimeoutException }
        or ComfyServerException { StatusCode: HttpStatusCode.GatewayTimeout or CloudflareTimeout };
}
