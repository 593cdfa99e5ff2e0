using ComfyTyped.Primitives;

namespace ComfyTyped.Wire;

/// <summary>The credential that the caller's hook gave last: kept until the server refuses it, then asked for once again.</summary>
internal sealed class CredentialCache(ComfyClientOptions options, Uri server, Secrets ownSecrets) : IDisposable
{
    private readonly object _gate = new();
    private volatile ComfyCredential? _current;
    private volatile Redactor _redactor = new(ownSecrets);
    private Asking? _asking;

    /// <summary>Gets whether there is a hook at all.</summary>
    public bool IsUsed => options.Credentials is not null;

    /// <summary>Gets what takes the client's secrets out of an answer: its own, the credential, and the one before, since an answer may be about that.</summary>
    public Redactor Redactor => _redactor;

    public void Dispose()
    {
        lock (_gate)
            _asking?.Abandon();
    }

    /// <exception cref="ComfyConnectionException">The hook does not return.</exception>
    public ValueTask<ComfyCredential> GetAsync(CancellationToken cancellationToken) =>
        !IsUsed ? new(ComfyCredential.None) : _current is { } current ? new(current) : new(AskAsync(null, cancellationToken));

    /// <summary>Replaces a credential that the server has refused, unless another request has done so meanwhile.</summary>
    /// <exception cref="ComfyConnectionException">The hook does not return.</exception>
    public Task<ComfyCredential> RefreshAsync(ComfyCredential refused, CancellationToken cancellationToken) => AskAsync(refused, cancellationToken);

    /// <summary>All that need a credential wait for the same call. It goes on when one of them gives up, and is cancelled with the last.</summary>
    private async Task<ComfyCredential> AskAsync(ComfyCredential? refused, CancellationToken cancellationToken)
    {
        Asking asking;
        lock (_gate)
        {
            if (_current is { } current && !ReferenceEquals(current, refused))
                return current;
            asking = _asking ??= Begin(isRefused: refused is not null);
            asking.Waiting++;
        }
        try
        {
            return await asking.Answer.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                if (--asking.Waiting == 0 && _asking == asking)
                {
                    _asking = null;
                    asking.Abandon();
                }
            }
        }
    }

    private Asking Begin(bool isRefused)
    {
        var asking = new Asking();
        asking.Answer = AnswerAsync(asking, isRefused);
        ForeignCode.Forget(asking.Answer);
        return asking;
    }

    private async Task<ComfyCredential> AnswerAsync(Asking asking, bool isRefused)
    {
        // Nothing of this may run under the lock that it was begun under.
        await Task.Yield();
        try
        {
            ComfyCredential? given = await ForeignCode.RunAsync(
                token => options.Credentials!(new ComfyCredentialContext(server, isRefused), token).AsTask(),
                options.RequestTimeout,
                options.TimeProvider,
                asking.Stopped).ConfigureAwait(false);
            // Another object than the refused one, even when the hook gives that again.
            return Take(asking, (given ?? ComfyCredential.None).Copy());
        }
        catch (ForeignCode.AbandonedException exception)
        {
            throw Failure($"{exception.Message[..^1]} ({nameof(ComfyClientOptions.RequestTimeout)}).", exception);
        }
        catch (OperationCanceledException exception) when (!asking.Stopped.IsCancellationRequested)
        {
            // Its own time limit, say. It must not look as if the caller had cancelled.
            throw Failure(exception.Message, exception);
        }
        finally
        {
            lock (_gate)
            {
                if (_asking == asking)
                    _asking = null;
            }
        }
    }

    private ComfyConnectionException Failure(string reason, Exception exception) =>
        new($"{nameof(ComfyClientOptions)}.{nameof(ComfyClientOptions.Credentials)} gave no credential for {server}. {reason}", exception);

    private ComfyCredential Take(Asking asking, ComfyCredential given)
    {
        lock (_gate)
        {
            // One that everybody has given up waiting for must not replace a later one.
            if (_asking == asking)
            {
                _redactor = new Redactor(ownSecrets, given.Secrets, (_current ?? ComfyCredential.None).Secrets);
                _current = given;
            }
            return given;
        }
    }

    private sealed class Asking
    {
        private readonly CancellationTokenSource _stop = new();

        public CancellationToken Stopped => _stop.Token;

        public Task<ComfyCredential> Answer { get; set; } = null!;

        public int Waiting { get; set; }

        /// <summary>Cancels it elsewhere: what the hook does about that must not hold up anybody.</summary>
        public void Abandon() => ForeignCode.Forget(_stop.CancelAsync());
    }
}
