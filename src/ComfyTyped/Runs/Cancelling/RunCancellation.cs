using ComfyTyped.Wire;

namespace ComfyTyped.Runs;

/// <summary>Takes one run off the server, and no other: out of the queue if it waits, interrupted if it runs.</summary>
internal sealed class RunCancellation(ServerApi api)
{
    /// <returns>False when the server could only have interrupted others with it.</returns>
    /// <exception cref="ComfyException">The server does not answer, or with a failure.</exception>
    public async Task<bool> TryCancelAsync(string promptId, CancellationToken cancellationToken)
    {
        if (await api.TryCancelJobAsync(promptId, cancellationToken).ConfigureAwait(false))
            return true;
        if (!await InterruptsByPromptIdAsync(cancellationToken).ConfigureAwait(false))
            return await CancelIfAloneAsync(promptId, cancellationToken).ConfigureAwait(false);
        await CancelByIdAsync(promptId, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>A server that does not tell its version is treated with the care that an old one needs.</summary>
    private async Task<bool> InterruptsByPromptIdAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await api.InterruptsByPromptIdAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ComfyServerException)
        {
            return false;
        }
    }

    /// <summary>In this order: a run that begins between the two is caught by the second.</summary>
    private async Task CancelByIdAsync(string promptId, CancellationToken cancellationToken)
    {
        await api.DeleteFromQueueAsync(promptId, cancellationToken).ConfigureAwait(false);
        await api.InterruptAsync(promptId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>For servers whose interrupt stops whatever runs.</summary>
    private async Task<bool> CancelIfAloneAsync(string promptId, CancellationToken cancellationToken)
    {
        QueuePlace place = await api.FindInQueueAsync(promptId, cancellationToken).ConfigureAwait(false);
        if (place == QueuePlace.Pending)
        {
            await api.DeleteFromQueueAsync(promptId, cancellationToken).ConfigureAwait(false);
            place = await api.FindInQueueAsync(promptId, cancellationToken).ConfigureAwait(false);
        }
        if (place != QueuePlace.Running)
            return true;
        if (!await api.RunsAloneAsync(promptId, cancellationToken).ConfigureAwait(false))
            return false;
        await api.InterruptAsync(promptId, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
