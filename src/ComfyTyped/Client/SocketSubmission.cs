using ComfyTyped.Connection;

namespace ComfyTyped.Client;

/// <summary>Sends prompts over the socket, one after the other: answers that name no prompt are told apart by that order.</summary>
internal sealed class SocketSubmission(SharedConnection connection, RunRegistry runs, SentRuns sent, ServerApi api, ComfyClientOptions options)
    : IPromptSubmission
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <remarks>A token that is cancelled while the message is on its way does not end the sending, which would break the socket of all runs.</remarks>
    /// <exception cref="ComfyConnectionException">The socket has dropped.</exception>
    public async Task<RunAcceptance> SubmitAsync(PreparedRun prepared, CancellationToken cancellationToken)
    {
        RunState run = prepared.Run;
        run.Trace?.Submit();
        prepared.Tell(api.Server);
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Before it is sent: the first answers may come before the sending has returned.
            runs.Confirm(run, run.PromptId);
            sent.Add(run);
            await connection.SendAsync(run.ClientId, prepared.Request.Body.Memory).ConfigureAwait(false);
        }
        catch
        {
            sent.Remove(run);
            throw;
        }
        finally
        {
            _turn.Release();
        }
        if (options.MaxResubmissions == 0 && prepared.Limits.FailedRunPolicy is null)
            prepared.Request.Body.Dispose();
        return new RunAcceptance(prepared.Request.Seeds, []);
    }
}
