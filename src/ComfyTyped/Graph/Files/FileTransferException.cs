namespace ComfyTyped;

/// <summary>
/// A file that an input names could not be read where it is: on another server, or in this program. The run was not sent. That the server of the run does not
/// take the file is a <see cref="ComfyServerException"/> or a <see cref="ComfyConnectionException"/>, as with any upload.
/// </summary>
public sealed class FileTransferException : ComfyException
{
    internal FileTransferException(string message, string file, Uri? source, Uri? target, Exception innerException)
        : base(message, innerException)
    {
        File = file;
        SourceServer = source;
        TargetServer = target;
    }

    /// <summary>Gets the file: its name on its server, or the path or name in this program.</summary>
    public string File { get; }

    /// <summary>Gets the server that it is on, without credentials; null for a file of this program.</summary>
    public Uri? SourceServer { get; }

    /// <summary>Gets the server that the run was for, without credentials; null if a batch read the file for its manifest, before a server was chosen.</summary>
    public Uri? TargetServer { get; }
}
