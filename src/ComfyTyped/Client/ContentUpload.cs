using System.Security.Cryptography;
using ComfyTyped.Connection;

namespace ComfyTyped.Client;

/// <summary>Uploads under a name that is made of the content, so that a file of that name and length is the same file.</summary>
internal sealed class ContentUpload(ServerApi api)
{
    /// <summary>32 of the 64 digits are no less unique in a folder, and leave room in the 255 bytes of a file name.</summary>
    private const int HashBytes = 16;

    public async Task<UploadedFile> UploadAsync(Stream content, string extension, UploadOptions upload, CancellationToken cancellationToken)
    {
        long start = content.Position;
        long length = content.Length - start;
        byte[] hash = await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false);
        content.Position = start;
        var file = new UploadedFile(NameOf(hash, extension), upload.Subfolder, upload.Type);
        // An upload that broke off may have left a part of it behind.
        if (api.Dialect.KeepsFileNames
            && await api.FindFileAsync(file, cancellationToken).ConfigureAwait(false) is { } stored && (stored < 0 || stored == length))
            return file;
        return await api.UploadImageAsync(content, file.Name, upload with { Overwrite = true }, cancellationToken).ConfigureAwait(false);
    }

    private static string NameOf(byte[] hash, string extension)
    {
        string name = Convert.ToHexString(hash.AsSpan(0, HashBytes)).ToLowerInvariant();
        return name + Path.GetExtension(extension).ToLowerInvariant();
    }
}
