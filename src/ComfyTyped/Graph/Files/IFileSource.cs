namespace ComfyTyped.Graph;

/// <summary>A file that an input can name, wherever it is.</summary>
internal interface IFileSource
{
    /// <summary>Gets the address of the server that has it, without credentials: what tells one server from another. Null when it is on none.</summary>
    Uri? Server { get; }

    /// <summary>Gets the name by which nodes of that server read it; what messages call it when it is on none.</summary>
    string InputName { get; }

    /// <summary>Gets its name. Only the extension goes along, by which some nodes tell what it is.</summary>
    string FileName { get; }

    /// <summary>Opens it. A stream that can seek is stored under a name made of its content.</summary>
    Task<Stream> OpenAsync(CancellationToken cancellationToken);
}
