using System.Net;
using ComfyTyped.Connection;
using ComfyTyped.Protocol;

namespace ComfyTyped.Client;

/// <summary>Asks the server whether it has a prompt whose acceptance was not heard. It takes every prompt that it is sent, under the same id or not.</summary>
internal sealed class PromptInquiry(ServerApi api, TimeProvider time)
{
    /// <summary>"A timeout occurred", of a well-known proxy.</summary>
    private const HttpStatusCode CloudflareTimeout = (HttpStatusCode)524;

    /// <summary>One look finds whatever the server has, since the queue is looked at before the history; but a prompt can still be in validation.</summary>
    private static readonly TimeSpan[] Pauses = [ComfyClientDefaults.EndGrace];

    /// <summary>A prompt that was not answered in time may still wait in a proxy, or in a server that is busy, and would run twice if it were sent again at once.</summary>
    private static readonly TimeSpan[] LongPauses = [.. new[] { 0.25, 0.5, 1, 2, 4 }.Select(TimeSpan.FromSeconds)];

    /// <param name="run">The run.</param>
    /// <param name="doubt">Why its acceptance was not heard of.</param>
    /// <param name="cancellationToken">Ends the inquiry.</param>
    /// <exception cref="ComfyException">The server does not answer.</exception>
    public async Task<bool> FindAsync(RunState run, Exception doubt, CancellationToken cancellationToken)
    {
        TimeSpan[] pauses = IsSlowness(doubt) ? LongPauses : Pauses;
        for (int look = 0; ; look++)
        {
            // An event of it says enough.
            if (run.Heard > 0
                || await api.FindInQueueAsync(run.PromptId, cancellationToken).ConfigureAwait(false) != QueuePlace.Absent
                || await api.GetHistoryAsync(run.PromptId, run.Scope, cancellationToken).ConfigureAwait(false) is not null)
            {
                return true;
            }
            if (look == pauses.Length)
                return false;
            await Task.Delay(pauses[look], time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsSlowness(Exception doubt) => doubt
        is ComfyConnectionException { InnerException: OperationCanceledException }
        or ComfyServerException { StatusCode: HttpStatusCode.GatewayTimeout or CloudflareTimeout };
}
