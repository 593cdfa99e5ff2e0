using ComfyTyped.Primitives;
using ComfyTyped.Wire;

namespace ComfyTyped;

public sealed partial class ComfyClient
{
    // A second upload of the same name would empty a file that a run reads already.
    private readonly KeyedGate _uploads = new();

    /// <summary>
    /// Gives a picture of the server another transparency (<c>POST /upload/mask</c>): the colors are those of the original, the alpha channel is that of
    /// the uploaded picture. Load nodes make the mask of it.
    /// </summary>
    /// <param name="content">A picture with an alpha channel, from its current position; not disposed.</param>
    /// <param name="fileName">The name to store the result under.</param>
    /// <param name="original">The picture that the server has.</param>
    /// <param name="options">Where the result goes; null for the input folder.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    /// <returns>The result as the server has stored it, perhaps under another name.</returns>
    /// <exception cref="ComfyServerException">The server does not have the original (404), or refuses the upload.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    public Task<UploadedFile> UploadMaskAsync(
        Stream content,
        string fileName,
        UploadedFile original,
        UploadOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentException.ThrowIfNullOrWhiteSpace(fileName);
        ArgumentNullException.ThrowIfNull(original);
        return Api.UploadMaskAsync(content, fileName, original, options ?? new UploadOptions(), cancellationToken);
    }

    /// <summary>Gives a picture that a run has made another transparency (<c>POST /upload/mask</c>).</summary>
    /// <param name="content">A picture with an alpha channel, from its current position; not disposed.</param>
    /// <param name="fileName">The name to store the result under.</param>
    /// <param name="original">The picture that a run has made.</param>
    /// <param name="options">Where the result goes; null for the input folder.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    /// <returns>The result as the server has stored it, perhaps under another name.</returns>
    /// <exception cref="ComfyServerException">The server does not have the original any more (404), or refuses the upload.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    public Task<UploadedFile> UploadMaskAsync(
        Stream content,
        string fileName,
        OutputFile original,
        UploadOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(original);
        return UploadMaskAsync(content, fileName, new UploadedFile(original.FileName, original.Subfolder, original.Type), options, cancellationToken);
    }

    /// <summary>
    /// Uploads a file unless the server has it already: it is stored under a name made of its content (SHA-256), and the server is asked for that name
    /// first. The same bytes travel once, whatever the file was called and whichever client sent them.
    /// </summary>
    /// <param name="content">The content, from its current position; seekable, since it is read twice. Not disposed.</param>
    /// <param name="extension">The file's extension, such as <c>.png</c>, by which some nodes tell what it is; a whole file name gives its own.</param>
    /// <param name="options">Where it goes; null for the input folder. <see cref="UploadOptions.Overwrite"/> has no effect.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    /// <returns>The file on the server.</returns>
    /// <exception cref="ArgumentException">The stream cannot be rewound.</exception>
    /// <exception cref="ComfyServerException">The server refuses it.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    public Task<UploadedFile> UploadOnceAsync(
        Stream content,
        string extension,
        UploadOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(extension);
        if (!content.CanSeek)
            throw new ArgumentException("The stream cannot be rewound, and is needed twice: for the name and for the upload.", nameof(content));
        return UploadByContentAsync(Api, content, extension, options ?? new UploadOptions(), cancellationToken);
    }

    /// <summary>Uploads a local file unless the server has it already: see <see cref="UploadOnceAsync"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Where it goes; null for the input folder. <see cref="UploadOptions.Overwrite"/> has no effect.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    /// <returns>The file on the server.</returns>
    /// <exception cref="ComfyServerException">The server refuses it.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public async Task<UploadedFile> UploadFileOnceAsync(string path, UploadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        FileStream content = LocalFile.OpenRead(path);
        await using (content.ConfigureAwait(false))
            return await UploadOnceAsync(content, path, options, cancellationToken).ConfigureAwait(false);
    }

    private async Task<UploadedFile> UploadByContentAsync(
        ServerApi api,
        Stream content,
        string extension,
        UploadOptions options,
        CancellationToken cancellationToken)
    {
        SourceStream source = api.Guard(content);
        string name = await ContentUpload.NameOfAsync(source, extension, cancellationToken).ConfigureAwait(false);
        return await _uploads.RunAsync(name, () => new ContentUpload(api).UploadAsync(source, name, options, cancellationToken), cancellationToken).ConfigureAwait(false);
    }
}
