namespace ComfyTyped;

/// <summary>Where an upload goes.</summary>
public sealed record UploadOptions
{
    /// <summary>Gets the folder of the server.</summary>
    /// <value>The default is <see cref="ComfyFolder.Input"/>, where load nodes look.</value>
    public ComfyFolder Type { get; init; } = ComfyFolder.Input;

    /// <summary>Gets the folder below it, made on demand; one that leads out of it is refused with a 400.</summary>
    /// <value>The default is empty: that folder itself.</value>
    public string Subfolder { get; init; } = "";

    /// <summary>Gets whether a file of the same name is replaced.</summary>
    /// <value>The default is false: other content of the same name is stored as <c>name (1).png</c>, and the same content not again.</value>
    public bool Overwrite { get; init; }

    /// <summary>Gets what hears how many bytes of the content have gone, from the threads of the upload. Sent again after a 401, it starts again.</summary>
    /// <value>The default is null: nothing.</value>
    public IProgress<long>? Progress { get; init; }
}
