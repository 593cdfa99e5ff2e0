using System.Security.Cryptography;

namespace ComfyTyped.Wire;

/// <summary>Uploads under a name that is made of the content, so that a file of that name and length is the same file.</summary>
internal sealed class ContentUpload(ServerApi api)
{
    /// <summary>32 of the 64 digits are no less unique in a folder, and leave room in the 255 bytes of a file name.</summary>
    private const int HashBytes = 16;

    /// <summary>Reads the content from its current position, and goes back there.</summary>
    public static async Task<string> NameOfAsync(Stream content, string extension, CancellationToken cancellationToken)
    {
        long start = content.Position;
        byte[] hash = await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false);
        content.Position = start;
        return Convert.ToHexString(hash.AsSpan(0, HashBytes)).ToLowerInvariant() + TransferName.ExtensionOf(extension);
    }

    /// <param name="content">The content.</param>
    /// <param name="name">Its name by <see cref="NameOfAsync"/>.</param>
    /// <param name="upload">Where it goes.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    public async Task<UploadedFile> UploadAsync(Stream content, string name, UploadOptions upload, CancellationToken cancellationToken)
    {
        var file = new UploadedFile(name, upload.Subfolder, upload.Type);
        // An upload that broke off may have left a part of it behind.
        if (api.Dialect.KeepsFileNames
            && await api.FindFileAsync(file, cancellationToken).ConfigureAwait(false) is { } stored
            && (stored < 0 || stored == content.Length - content.Position))
            return file;
        return await api.UploadImageAsync(content, name, upload with { Overwrite = true }, cancellationToken).ConfigureAwait(false);
    }
}
