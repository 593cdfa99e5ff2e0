using System.Runtime.CompilerServices;
using ComfyTyped.Graph;
using ComfyTyped.Primitives;
using ComfyTyped.Wire;

namespace ComfyTyped.Runs;

/// <summary>
/// Brings the files that prompts name to one server. What is on it already is named as it is; what is on another one, or in this program, goes through this
/// process as a stream and is stored before the prompt is sent.
/// </summary>
internal sealed class FileTransfers(ServerApi api, ComfyClientOptions options)
{
    private static readonly UploadOptions Storing = new() { Overwrite = true };

    private readonly ConditionalWeakTable<IFileSource, Delivery> _deliveries = [];
    private readonly KeyedGate _gate = new();

    /// <summary>Puts names that the server knows in the place of the prompt's files.</summary>
    /// <exception cref="FileTransferException">One cannot be read where it is.</exception>
    public async Task BringAsync(PromptRequest request, CancellationToken cancellationToken)
    {
        foreach (FileUse file in request.Files)
            request.SetName(file, await BringAsync(file, cancellationToken).ConfigureAwait(false));
    }

    private async Task<string> BringAsync(FileUse file, CancellationToken cancellationToken)
    {
        if (file.Source.Server == api.Server)
            return file.Source.InputName;
        Delivery delivery = _deliveries.GetValue(file.Source, Delivery.Of);
        UploadedFile stored = await _gate.RunAsync(delivery.Name, () => BringAsync(file, delivery, cancellationToken), cancellationToken).ConfigureAwait(false);
        return stored.ToInputName();
    }

    private async Task<UploadedFile> BringAsync(FileUse file, Delivery delivery, CancellationToken cancellationToken)
    {
        if (delivery.Stored is { } before && await IsThereAsync(before, delivery.Length, cancellationToken).ConfigureAwait(false))
            return before;
        Stream opened = await file.OpenAsync(api.Server, options.TransferStallTimeout, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        try
        {
            return await StoreAsync(file, delivery, api.Guard(opened), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await ForeignCode.DisposeAsync(opened, ComfyClientDefaults.CancelTimeout, options.TimeProvider).ConfigureAwait(false);
        }
    }

    private async Task<UploadedFile> StoreAsync(FileUse file, Delivery delivery, SourceStream content, CancellationToken cancellationToken)
    {
        try
        {
            if (content.CanSeek)
                return await StoreByContentAsync(content, file.Source.FileName, cancellationToken).ConfigureAwait(false);
            UploadedFile stored = await api.UploadImageAsync(content, delivery.Name, Storing, cancellationToken).ConfigureAwait(false);
            return delivery.Arrive(stored, content.BytesRead);
        }
        catch when (content.Failure is not null && !cancellationToken.IsCancellationRequested)
        {
            // Else it would look as if the server that takes it were gone.
            throw file.Failure(api.Server, content.Failure);
        }
    }

    private async Task<UploadedFile> StoreByContentAsync(Stream content, string fileName, CancellationToken cancellationToken)
    {
        string name = await ContentUpload.NameOfAsync(content, fileName, cancellationToken).ConfigureAwait(false);
        return await _gate.RunAsync(name, () => new ContentUpload(api).UploadAsync(content, name, Storing, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> IsThereAsync(UploadedFile file, long length, CancellationToken cancellationToken) =>
        await api.FindFileAsync(file, cancellationToken).ConfigureAwait(false) is { } stored && (stored < 0 || stored == length);
}
