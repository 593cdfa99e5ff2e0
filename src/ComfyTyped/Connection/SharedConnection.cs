using System.Net.WebSockets;
using Microsoft.Extensions.Logging;

namespace ComfyTyped.Connection;

/// <summary>The one socket of a client, shared by all its runs: opened by the first, opened again by the next one after it dropped.</summary>
internal sealed class SharedConnection(ComfyHttp http, RunRegistry runs, ComfyClientOptions options, ILogger logger) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private ComfyConnection? _current;

    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    public async ValueTask<ComfyConnection> GetAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_current is { IsClosed: false } open)
                return open;
            if (_current is { } closed)
                await closed.DisposeAsync().ConfigureAwait(false);
            _current = null;
            return _current = await OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        if (_current is { } connection)
            await connection.DisposeAsync().ConfigureAwait(false);
        _current = null;
        _gate.Release();
    }

    private async Task<ComfyConnection> OpenAsync(CancellationToken cancellationToken)
    {
        using var limit = new LinkedTimeout(options.ConnectTimeout, options.TimeProvider, cancellationToken);
        try
        {
            return await ComfyConnection.OpenAsync(http, runs, logger, limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WebSocketException or HttpRequestException or IOException)
        {
            string cause = exception.InnerException?.Message ?? exception.Message;
            throw new ComfyConnectionException($"The socket of {http.Address.Http} cannot be opened: {cause}", exception);
        }
        catch (OperationCanceledException exception)
        {
            if (cancellationToken.IsCancellationRequested)
                throw new OperationCanceledException(exception.Message, exception, cancellationToken);
            throw new ComfyConnectionException($"The socket of {http.Address.Http} did not open within {options.ConnectTimeout.TotalSeconds} s.", exception);
        }
    }
}
