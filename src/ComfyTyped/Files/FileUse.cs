using ComfyTyped.Connection;

namespace ComfyTyped.Files;

/// <summary>A file that a prompt names.</summary>
/// <param name="Mark">What stands in the prompt instead of its name: ASCII letters and digits that no other text has.</param>
/// <param name="Source">The file.</param>
/// <param name="Input">The input, as messages call it.</param>
internal sealed record FileUse(string Mark, IFileSource Source, string Input)
{
    /// <summary>Opens it. What it is read from may be code of the application, which could be waited for without end.</summary>
    /// <param name="server">The server that it is brought to; null when none is chosen yet.</param>
    /// <param name="patience">How long the application may take to open it. Another server is waited for as requests wait for it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="FileTransferException">It cannot be opened.</exception>
    public async Task<Stream> OpenAsync(Uri? server, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            if (Source.Server is not null)
                return await Source.OpenAsync(cancellationToken).ConfigureAwait(false);
            return await ForeignCode.RunAsync(Source.OpenAsync, patience, time, cancellationToken, Release).ConfigureAwait(false);
        }
        catch (ForeignCode.AbandonedException exception)
        {
            string limit = $"{patience.TotalSeconds:0.###} s ({nameof(ComfyClientOptions.TransferStallTimeout)})";
            throw Failure(server, new IOException($"It was not opened within {limit}.", exception));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failure(server, exception);
        }

        void Release(Stream late) => ForeignCode.Forget(ForeignCode.DisposeAsync(late, time));
    }

    /// <summary>Gives the exception for a file that could not be read where it is.</summary>
    /// <param name="server">The server that it was on the way to; null when it was read before a server was chosen.</param>
    /// <param name="cause">What happened.</param>
    public FileTransferException Failure(Uri? server, Exception cause)
    {
        string from = Source.Server is { } origin ? $" of {origin}" : "";
        string what = server is null ? "read" : $"brought to {server}";
        string message = $"{Input}: \"{Source.InputName}\"{from} cannot be {what}. {cause.Message}";
        return new FileTransferException(message, Source.InputName, Source.Server, server, cause);
    }
}
