using System.Runtime.ExceptionServices;
using ComfyTyped.Diagnostics;
using ComfyTyped.Wire;

namespace ComfyTyped.Runs;

/// <summary>
/// Sends a prompt until the server has it, once. A prompt that the server may have although its answer was lost is sent again only after the server was
/// asked for it, and is taken back when that cannot be found out.
/// </summary>
internal sealed class PromptSubmission(RunServices services) : IPromptSubmission
{
    /// <summary>Bytes a second of the slowest way that a prompt is waited for without asking.</summary>
    private const double SlowUplink = 64 * 1024;

    private readonly RequestRetry _retry = new(RequestRetry.IsUnsure, services.Options, services.Logger);
    private readonly PromptInquiry _inquiry = new(services);

    /// <exception cref="PromptRejectedException">The server does not accept it.</exception>
    /// <exception cref="PromptPartlyRejectedException">The server would leave outputs out.</exception>
    public async Task<RunAcceptance> SubmitAsync(PreparedRun prepared, CancellationToken cancellationToken)
    {
        RunState run = prepared.Run;
        run.Trace?.Submit();
        prepared.Tell(services.Api.Server);
        (PromptReply reply, bool mayHaveCopy) = await SendAsync(prepared, cancellationToken).ConfigureAwait(false);
        // Only now is the body surely sent: a server may refuse it, or the request may end, while it is still being read. An earlier request may read it even now.
        if (!mayHaveCopy)
            prepared.Release(services.Options);
        bool hasOtherId = reply.PromptId != run.PromptId;
        run.Socket.Runs.Confirm(run, reply.PromptId);
        if (hasOtherId)
            prepared.Tell(services.Api.Server);
        if (reply.Dropped.Count == 0 || services.Options.AcceptPartialPrompts)
            return new RunAcceptance(prepared.Request.Seeds, reply.Dropped, mayHaveCopy);
        await services.TakeBacks.CancelAsync(run.PromptId).ConfigureAwait(false);
        throw PromptRejection.Partly(reply);
    }

    private async Task<(PromptReply Reply, bool MayHaveCopy)> SendAsync(PreparedRun prepared, CancellationToken cancellationToken)
    {
        string promptId = prepared.Run.PromptId;
        Task<PromptReply>? posting = null;
        Exception? doubt = null;
        bool isSentAgain = false;
        try
        {
            PromptReply? reply = await _retry.RunAsync<PromptReply?>(AttemptAsync, cancellationToken).ConfigureAwait(false);
            if (reply is null)
                ExceptionDispatchInfo.Throw(doubt!);
            return (reply!, isSentAgain);
        }
        catch (Exception exception) when (posting is not null && (doubt is not null || exception is OperationCanceledException))
        {
            // The server may have it all the same, and nobody would hear of it.
            await services.TakeBacks.TakeBackAsync(promptId, posting).ConfigureAwait(false);
            throw;
        }

        // Null when the server cannot tell whether it has the prompt.
        async Task<PromptReply?> AttemptAsync(CancellationToken token)
        {
            if (doubt is not null)
            {
                switch (await _inquiry.FindAsync(prepared.Run, doubt, token).ConfigureAwait(false))
                {
                    case null:
                        return null;
                    case true:
                        return Found(promptId);
                    default:
                        isSentAgain = true;
                        break;
                }
            }
            token.ThrowIfCancellationRequested();
            try
            {
                // The token does not end the request: a server that has received the prompt takes it, whoever waits for the answer.
                var giveUp = new CancellationTokenSource();
                posting = PostAsync(prepared, giveUp.Token);
                return await AnswerAsync(prepared, posting, giveUp, token).ConfigureAwait(false);
            }
            catch (ComfyException failure) when (RequestRetry.IsUnsure(failure))
            {
                if (!IsUnsent(failure))
                    doubt = failure;
                throw;
            }
        }
    }

    private async Task<PromptReply> PostAsync(PreparedRun prepared, CancellationToken giveUp)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(services.TakeBacks.Lifetime, giveUp);
        return await services.Api.SubmitAsync(prepared.Workflow, prepared.Request.Body, prepared.Run.PromptId, end.Token).ConfigureAwait(false);
    }

    /// <summary>
    /// Waits for the answer. A connection that swallows what it is given looks like a server that takes its time, so that a server which does not answer is
    /// asked, over another connection, whether it has the prompt.
    /// </summary>
    /// <exception cref="ComfyConnectionException">It does not have it.</exception>
    private async Task<PromptReply> AnswerAsync(PreparedRun prepared, Task<PromptReply> posting, CancellationTokenSource giveUp, CancellationToken cancellationToken)
    {
        TimeSpan patience = ComfyClientDefaults.LookTimeout + TimeSpan.FromSeconds(prepared.Request.Body.Length / SlowUplink);
        for (; patience < services.Options.RequestTimeout; patience *= 2)
        {
            try
            {
                return await posting.WaitAsync(patience, services.Time, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // It is asked.
            }
            using var asking = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Task<bool?> answer = _inquiry.TryFindAsync(prepared.Run, asking.Token);
            if (await Task.WhenAny(posting, answer).ConfigureAwait(false) == posting)
            {
                await asking.CancelAsync().ConfigureAwait(false);
                break;
            }
            if (await answer.ConfigureAwait(false) is not { } isThere)
                continue;
            await giveUp.CancelAsync().ConfigureAwait(false);
            await ((Task)posting).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (posting.IsCompletedSuccessfully)
                break;
            return isThere
                ? Found(prepared.Run.PromptId)
                : throw new ComfyConnectionException(
                    $"{services.Api.Server} did not answer to the prompt within {patience.TotalSeconds:0} s, and does not have it.", new TimeoutException());
        }
        return await posting.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private PromptReply Found(string promptId)
    {
        Log.RunFound(services.Logger, promptId);
        return new PromptReply(promptId, []);
    }

    /// <summary>There was no connection that the prompt could have left by.</summary>
    private static bool IsUnsent(ComfyException failure) => failure.InnerException is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };
}
