using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using ComfyTyped.Files;

namespace ComfyTyped.Batches;

/// <summary>
/// Tells files apart across processes: those of this program by their content, which is read in pieces, those of a server by the server and their name there.
/// It waits for no code of the application longer than its patience, or after the token was cancelled.
/// </summary>
internal sealed class FileIdentities(TimeProvider time)
{
    private const int BufferSize = 80 * 1024;

    /// <summary>How long a source may keep a batch waiting: until it opens, and for each read.</summary>
    private static readonly TimeSpan Patience = ComfyClientDefaults.RequestTimeout;

    /// <summary>Of streams that cannot be rewound, since reading one may mean downloading it. They have the same content each time; a path need not have.</summary>
    private readonly ConditionalWeakTable<IFileSource, string> _known = [];

    /// <exception cref="FileTransferException">The file cannot be read.</exception>
    public async Task<string> FindAsync(FileUse file, CancellationToken cancellationToken)
    {
        // Servers number what they save instead of replacing it, and downloading every file just to compare it would take longer than many runs.
        if (file.Source.Server is { } server)
            return $"{server} {file.Source.InputName}";
        if (_known.TryGetValue(file.Source, out string? known))
            return known;
        try
        {
            return await HashAsync(file.Source, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw file.Failure(null, new IOException($"It has been silent for {Patience.TotalSeconds:0} s.", exception));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw file.Failure(null, exception);
        }
    }

    private async Task<string> HashAsync(IFileSource source, CancellationToken cancellationToken)
    {
        // On other threads, since the application's code may block before it returns its task.
        Task<Stream> opening = Task.Run(() => source.OpenAsync(cancellationToken), cancellationToken);
        try
        {
            Stream content = await WithinAsync(opening, cancellationToken).ConfigureAwait(false);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            byte[] buffer = new byte[BufferSize];
            while (await WithinAsync(Task.Run(() => content.ReadAsync(buffer, cancellationToken).AsTask(), cancellationToken), cancellationToken).ConfigureAwait(false) is var count and > 0)
                hash.AppendData(buffer, 0, count);

            // Nodes tell by the extension what a file is, so that it is part of what is sent.
            string identity = Convert.ToHexString(hash.GetHashAndReset()) + TransferName.ExtensionOf(source.FileName);
            if (!content.CanSeek)
                _known.AddOrUpdate(source, identity);
            return identity;
        }
        finally
        {
            await Task.Run(() => DisposeAsync(opening), CancellationToken.None).WaitAsync(Patience, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<T> WithinAsync<T>(Task<T> task, CancellationToken cancellationToken)
    {
        // What is left behind is nobody's failure.
        _ = task.ContinueWith(static left => left.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return await task.WaitAsync(Patience, time, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Disposes what was opened, also when it comes too late.</summary>
    private static async Task DisposeAsync(Task<Stream> opening)
    {
        try
        {
            Stream content = await opening.ConfigureAwait(false);
            await content.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // It was not opened, or there is nothing to be done about it.
        }
    }
}
