namespace ComfyTyped.Connection;

/// <summary>The credential that the caller's hook gave last: kept until the server refuses it, then asked for once again.</summary>
internal sealed class CredentialCache(ComfyClientOptions options, Uri server)
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile ComfyCredential? _current;
    private volatile ComfyCredential? _previous;

    /// <summary>Gets whether there is a hook at all.</summary>
    public bool IsUsed => options.Credentials is not null;

    public ValueTask<ComfyCredential> GetAsync(CancellationToken cancellationToken) =>
        !IsUsed ? new(ComfyCredential.None) : _current is { } current ? new(current) : AskAsync(null, cancellationToken);

    /// <summary>Replaces a credential that the server has refused, unless another request has done so meanwhile.</summary>
    public ValueTask<ComfyCredential> RefreshAsync(ComfyCredential refused, CancellationToken cancellationToken) => AskAsync(refused, cancellationToken);

    /// <summary>Takes the credentials out of a text that a server or proxy wrote. One more than the current: an answer may be about the one before.</summary>
    public string Redact(string text)
    {
        foreach (ComfyCredential? known in new[] { _current, _previous })
        {
            if (known is not null)
                text = known.Secrets.Redact(text);
        }
        return text;
    }

    private async ValueTask<ComfyCredential> AskAsync(ComfyCredential? refused, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_current is { } current && !ReferenceEquals(current, refused))
                return current;
            ComfyCredential? given = await options.Credentials!(new ComfyCredentialContext(server, refused is not null), cancellationToken).ConfigureAwait(false);
            _previous = _current;
            // Another object than the refused one, even when the hook gives that again.
            return _current = (given ?? ComfyCredential.None).Copy();
        }
        finally
        {
            _gate.Release();
        }
    }
}
