using ComfyTyped.Contract;
using ComfyTyped.Graph;

namespace ComfyTyped;

/// <summary>
/// A file that a run left on the server: nothing is downloaded until it is asked for. Or a picture that a node such as SaveImageWebsocket sent instead of saving it:
/// that is in memory.
/// </summary>
public sealed class OutputFile : IFileSource
{
    private readonly IFileReader _files = null!;
    private readonly byte[]? _content;

    internal OutputFile(string fileName, string subfolder, ComfyFolder type, MediaKind kind, IFileReader files)
    {
        FileName = fileName;
        Subfolder = subfolder;
        Type = type;
        Kind = kind;
        _files = files;
    }

    internal OutputFile(ServerPath path, MediaKind kind, IFileReader files)
        : this(path.FileName, path.Subfolder, path.Folder, kind, files)
    {
    }

    internal OutputFile(string fileName, MediaKind kind, ReadOnlyMemory<byte> content)
    {
        FileName = fileName;
        Subfolder = "";
        Type = ComfyFolder.Temp;
        Kind = kind;
        _content = content.ToArray();
    }

    /// <summary>Gets its name as the server gave it. Do not build a path of it: see <see cref="SaveToFolderAsync"/>.</summary>
    public string FileName { get; }

    /// <summary>Gets the folder below <see cref="Type"/>'s, empty for that folder itself. Servers on Windows separate with a backslash.</summary>
    public string Subfolder { get; }

    /// <summary>Gets the folder of the server it is in.</summary>
    public ComfyFolder Type { get; }

    /// <summary>Gets what it is.</summary>
    public MediaKind Kind { get; }

    /// <summary>Gets the address of the server that has it, without credentials; null when it is in memory.</summary>
    public Uri? Server => IsInMemory ? null : _files.Server;

    /// <summary>Gets whether it is in memory because its node sent it over the socket. No server has it: a run that takes it as an input uploads it.</summary>
    public bool IsInMemory => _content is not null;

    /// <summary>Gets whether the node reported it as a text. Such a text may be an input of the node, which its caller has written.</summary>
    internal bool IsNamedByText { get; init; }

    /// <summary>Gets how many bytes this object itself holds.</summary>
    internal long HeldBytes => _content?.Length ?? 0;

    string IFileSource.InputName => ToString();

    /// <summary>A file of which nothing but the name is known.</summary>
    /// <exception cref="ArgumentException">It names no file in a folder of the server.</exception>
    internal static OutputFile Named(string name, ComfyFolder folder, IFileReader files)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return ServerPath.TryParse(name, folder, out ServerPath? path)
            ? new OutputFile(path, MediaKinds.Of("", path.FileName), files)
            : throw new ArgumentException(
                $"\"{name}\" is not the name of a file within a folder of the server, such as \"3d/mesh.glb\": it is absolute or leads elsewhere.", nameof(name));
    }

    /// <summary>Opens it for reading. The caller disposes the stream.</summary>
    /// <param name="cancellationToken">Cancels the request; reading takes a token of its own.</param>
    /// <returns>The content as it arrives; not seekable.</returns>
    /// <exception cref="ComfyServerException">The server does not give it, for instance because it was deleted (404).</exception>
    /// <exception cref="ComfyConnectionException">The server does not answer.</exception>
    public Task<Stream> OpenAsync(CancellationToken cancellationToken = default) =>
        _content is null ? _files.OpenAsync(this, null, cancellationToken)
        : cancellationToken.IsCancellationRequested ? Task.FromCanceled<Stream>(cancellationToken)
        : Task.FromResult<Stream>(new MemoryStream(_content, writable: false));

    /// <summary>Opens a picture for reading, in another form than it has: smaller, or some of its channels. The caller disposes the stream.</summary>
    /// <param name="view">The form. The server makes it of pictures only, and fails for other files (500).</param>
    /// <param name="cancellationToken">Cancels the request; reading takes a token of its own.</param>
    /// <returns>The content as it arrives; not seekable.</returns>
    /// <exception cref="ComfyServerException">The server does not give it.</exception>
    /// <exception cref="ComfyConnectionException">The server does not answer.</exception>
    /// <exception cref="InvalidOperationException">It is in memory (<see cref="IsInMemory"/>).</exception>
    public Task<Stream> OpenAsync(ViewOptions view, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(view);
        return IsInMemory
            ? throw new InvalidOperationException($"{FileName} is in memory: a server makes other forms only of files that it has.")
            : _files.OpenAsync(this, view, cancellationToken);
    }

    /// <summary>Reads all of it.</summary>
    /// <param name="cancellationToken">Cancels the download.</param>
    /// <returns>The content.</returns>
    /// <exception cref="ComfyServerException">The server does not give it.</exception>
    /// <exception cref="ComfyConnectionException">The server does not answer.</exception>
    /// <exception cref="IOException">The connection breaks on the way.</exception>
    public async Task<byte[]> ReadAsync(CancellationToken cancellationToken = default)
    {
        Stream source = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (source.ConfigureAwait(false))
        {
            var content = new MemoryStream();
            await source.CopyToAsync(content, cancellationToken).ConfigureAwait(false);
            return content.ToArray();
        }
    }

    /// <summary>Saves it as a file of your choice. An existing file is replaced once the download is complete; missing folders are made.</summary>
    /// <remarks>
    /// Until then the content is in a hidden file beside it, <c>.{id}.comfytyped-part</c>. One that a killed process left behind is deleted by the first save into
    /// the folder a day later.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Cancels the download; nothing is left behind.</param>
    /// <returns>The full path.</returns>
    /// <exception cref="ComfyServerException">The server does not give it.</exception>
    /// <exception cref="ComfyConnectionException">The server does not answer.</exception>
    /// <exception cref="IOException">The file cannot be written, or the connection breaks on the way.</exception>
    public Task<string> SaveAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return FileSaving.SaveAsync(this, Path.GetFullPath(path), cancellationToken);
    }

    /// <summary>
    /// Saves it in a folder, under the server's name. A name that leads out of the folder, misleads, does something by itself, or cannot be a name on Windows or
    /// Linux is changed. An existing file is kept, and the new one becomes <c>name (1).png</c>.
    /// </summary>
    /// <remarks>
    /// A changed name has <c>_</c> for control characters and for what Windows forbids, and no format characters, such as those that turn the order of letters
    /// around; emoji and scripts keep the joiners that they need. A name with a leading dot or hyphen, a device (<c>CON</c>) and a name like <c>desktop.ini</c> begin
    /// with <c>_</c>; a shortcut (<c>.lnk</c>, <c>.url</c>) ends in it. A name of more than 200 bytes is cut, before its extension. The same name is changed in the
    /// same way on every system, and names that differ only in case count as one.
    /// </remarks>
    /// <param name="folder">The folder; made when missing.</param>
    /// <param name="cancellationToken">Cancels the download; nothing is left behind.</param>
    /// <returns>The full path.</returns>
    /// <exception cref="ComfyServerException">The server does not give it.</exception>
    /// <exception cref="ComfyConnectionException">The server does not answer.</exception>
    /// <exception cref="IOException">The file cannot be written, or the connection breaks on the way.</exception>
    public Task<string> SaveToFolderAsync(string folder, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return FileSaving.SaveToFolderAsync(this, Path.GetFullPath(folder), cancellationToken);
    }

    /// <summary>Gives the name by which another run on the same server reads it, such as <c>"sub/name.png [output]"</c>: nothing is uploaded again.</summary>
    /// <returns>The annotated name.</returns>
    /// <exception cref="InvalidOperationException">It is in memory (<see cref="IsInMemory"/>): assign it to the input instead of its name.</exception>
    public string ToInputName() => IsInMemory
        ? throw new InvalidOperationException($"{FileName} is in memory, so that no server has a name for it. Assign the file itself to an input: the run uploads it.")
        : ComfyFolders.Annotate(Subfolder, FileName, Type);

    /// <summary>Gives <see cref="ToInputName"/>, or the file name of one in memory.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => IsInMemory ? FileName : ToInputName();
}
