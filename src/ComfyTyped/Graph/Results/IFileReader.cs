namespace ComfyTyped.Graph;

/// <summary>Reads the files of a server.</summary>
internal interface IFileReader
{
    /// <summary>Gets the server's address, without credentials.</summary>
    Uri Server { get; }

    /// <summary>Opens a file as it is, or a picture in another form. The caller disposes the stream.</summary>
    Task<Stream> OpenAsync(OutputFile file, ViewOptions? view, CancellationToken cancellationToken);
}
