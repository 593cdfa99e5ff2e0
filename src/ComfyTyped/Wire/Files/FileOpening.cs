using ComfyTyped.Graph;
using ComfyTyped.Primitives;

namespace ComfyTyped.Wire;

/// <summary>Opens the files that a prompt names.</summary>
internal static class FileOpening
{
    /// <summary>Opens it. What it is read from may be code of the application, which could be waited for without end.</summary>
    /// <param name="file">The file.</param>
    /// <param name="server">The server that it is brought to; null when none is chosen yet.</param>
    /// <param name="patience">How long the application may take to open it. Another server is waited for as requests wait for it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="FileTransferException">It cannot be opened.</exception>
    public static async Task<Stream> OpenAsync(this FileUse file, Uri? server, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            if (file.Source.Server is not null)
                return await file.Source.OpenAsync(cancellationToken).ConfigureAwait(false);
            return await ForeignCode.RunAsync(file.Source.OpenAsync, patience, time, cancellationToken, Release).ConfigureAwait(false);
        }
        catch (ForeignCode.AbandonedException exception)
        {
            string limit = $"{patience.TotalSeconds:0.###} s ({nameof(ComfyClientOptions.TransferStallTimeout)})";
            throw file.Failure(server, new IOException($"It was not opened within {limit}.", exception));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw file.Failure(server, exception);
        }

        void Release(Stream late) => ForeignCode.Forget(ForeignCode.DisposeAsync(late, ComfyClientDefaults.CancelTimeout, time));
    }
}
