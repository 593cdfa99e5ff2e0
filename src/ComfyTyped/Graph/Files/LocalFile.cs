using ComfyTyped.Graph;

namespace ComfyTyped;

/// <summary>
/// A file of this program as an input: it is uploaded by the run that needs it, to the server that runs it: <c>LoadImage = { Image = LocalFile.Of("photo.png") }</c>.
/// The same bytes travel to a server once, whichever run, program or name they come with.
/// </summary>
public sealed class LocalFile : IFileSource
{
    private readonly Func<CancellationToken, Task<Stream>> _open;
    private readonly string _source;

    private LocalFile(string fileName, string source, Func<CancellationToken, Task<Stream>> open)
    {
        FileName = fileName;
        _source = source;
        _open = open;
    }

    /// <summary>Gets its name. The server stores it under another one, with the same extension.</summary>
    public string FileName { get; }

    Uri? IFileSource.Server => null;

    string IFileSource.InputName => _source;

    /// <summary>Gives a file on the disk. It is read by each run that takes it; when it cannot be, the run throws <see cref="FileTransferException"/>.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The file as an input.</returns>
    public static LocalFile Of(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string full = Path.GetFullPath(path);
        return new LocalFile(Path.GetFileName(full), path, _ => Task.FromResult<Stream>(OpenRead(full)));
    }

    /// <summary>Gives bytes in memory, such as a preview or what another service has made.</summary>
    /// <param name="content">The content. It must not change until the runs that take it have begun.</param>
    /// <param name="fileName">A name for it; nodes tell by its extension what it is.</param>
    /// <returns>The bytes as an input.</returns>
    public static LocalFile Of(ReadOnlyMemory<byte> content, string fileName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(fileName);
        return new LocalFile(fileName, fileName, _ => Task.FromResult<Stream>(new MemoryStream(content.ToArray(), writable: false)));
    }

    /// <summary>Gives what a stream tells, such as a blob of a storage service. It goes through, without being held in memory or on the disk.</summary>
    /// <param name="open">
    /// Opens it, the same content each time: a run that is sent to another server opens it again. A stream that can seek is read twice, so that the bytes travel
    /// only if the server does not have them; another one travels once for each object that this method returns and each server. Disposed after use.
    /// </param>
    /// <param name="fileName">A name for it; nodes tell by its extension what it is.</param>
    /// <returns>The stream as an input.</returns>
    public static LocalFile Of(Func<CancellationToken, Task<Stream>> open, string fileName)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentException.ThrowIfNullOrWhiteSpace(fileName);
        return new LocalFile(fileName, fileName, open);
    }

    /// <summary>Gives what it was made with: the path, or the name.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => _source;

    /// <summary>Opens a file to be read once, from its beginning to its end.</summary>
    internal static FileStream OpenRead(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);

    Task<Stream> IFileSource.OpenAsync(CancellationToken cancellationToken) => _open(cancellationToken);
}
