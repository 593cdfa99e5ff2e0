namespace ComfyTyped.Runs;

/// <summary>Sends prompts over the socket, one after the other: answers that name no prompt are told apart by that order.</summary>
internal sealed class SocketSubmission(RunServices services) : IPromptSubmission
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <remarks>A token that is cancelled while the message is on its way does not end the sending, which would break the socket of all runs.</remarks>
    /// <exception cref="ComfyConnectionException">The socket has dropped.</exception>
    public async Task<RunAcceptance> SubmitAsync(PreparedRun prepared, CancellationToken cancellationToken)
    {
        RunState run = prepared.Run;
        SharedSocket socket = run.Socket;
        run.Trace?.Submit();
        prepared.Tell(services.Api.Server);
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Before it is sent: the first answers may come before the sending has returned.
            socket.Runs.Confirm(run, run.PromptId);
            socket.Sent!.Add(run);
            await socket.SendAsync(prepared.Request.Body).ConfigureAwait(false);
        }
        catch
        {
            socket.Sent!.Remove(run);
            throw;
        }
        finally
        {
            _turn.Release();
        }
        prepared.Release(services.Options);
        return new RunAcceptance(prepared.Request.Seeds, []);
    }
}
