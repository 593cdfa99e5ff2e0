using ComfyTyped.Graph;

namespace ComfyTyped.Wire;

/// <summary>A file that cannot be read twice, and where it went.</summary>
/// <param name="name">The name that it gets on the server.</param>
internal sealed class Delivery(string name)
{
    public string Name { get; } = name;

    /// <summary>Gets the file on the server, once it has arrived.</summary>
    public UploadedFile? Stored { get; private set; }

    /// <summary>Gets how many bytes it has.</summary>
    public long Length { get; private set; }

    public static Delivery Of(IFileSource source) => new(TransferName.Unique(source.FileName));

    public UploadedFile Arrive(UploadedFile stored, long length)
    {
        Length = length;
        return Stored = stored;
    }
}
