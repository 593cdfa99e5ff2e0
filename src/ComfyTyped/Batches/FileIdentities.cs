using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using ComfyTyped.Graph;
using ComfyTyped.Primitives;
using ComfyTyped.Wire;

namespace ComfyTyped.Batches;

/// <summary>Tells files apart across processes: those of this program by their content, those of a server by the server and their name there.</summary>
internal sealed class FileIdentities(TimeProvider time)
{
    /// <summary>Of streams that cannot seek, since reading one may mean downloading it. They have the same content each time; a path need not have.</summary>
    private readonly ConditionalWeakTable<IFileSource, string> _known = [];

    /// <exception cref="FileTransferException">The file cannot be read.</exception>
    public async Task<string> FindAsync(FileUse file, CancellationToken cancellationToken)
    {
        // Servers number what they save instead of replacing it, and downloading every file just to compare it would take longer than many runs.
        if (file.Source.Server is { } server)
            return $"{server} {file.Source.InputName}";
        if (_known.TryGetValue(file.Source, out string? known))
            return known;
        Stream opened = await file.OpenAsync(null, ComfyClientDefaults.TransferStallTimeout, time, cancellationToken).ConfigureAwait(false);
        try
        {
            string identity = await HashAsync(file, opened, cancellationToken).ConfigureAwait(false);
            if (!opened.CanSeek)
                _known.AddOrUpdate(file.Source, identity);
            return identity;
        }
        finally
        {
            await ForeignCode.DisposeAsync(opened, ComfyClientDefaults.CancelTimeout, time).ConfigureAwait(false);
        }
    }

    private async Task<string> HashAsync(FileUse file, Stream opened, CancellationToken cancellationToken)
    {
        try
        {
            var content = new SourceStream(opened, ComfyClientDefaults.TransferStallTimeout, time);
            byte[] hash = await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false);
            // Nodes tell by the extension what a file is, so that it is part of what is sent.
            return Convert.ToHexString(hash) + TransferName.ExtensionOf(file.Source.FileName);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw file.Failure(null, exception);
        }
    }
}
