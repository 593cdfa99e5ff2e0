namespace ComfyTyped.AspNetCore.Inputs;

/// <summary>
/// The files that a request has brought, and its share of the memory for bodies. Disposed as soon as they are sent: a run does not hold what it was given.
/// </summary>
/// <param name="share">The share.</param>
internal sealed class RequestUploads(IDisposable share) : IDisposable
{
    private readonly List<Upload> _uploads = [];

    public IReadOnlyList<Upload> All => _uploads;

    public bool Has(UploadInput input) => _uploads.Exists(upload => upload.Input == input);

    public void Add(Upload upload) => _uploads.Add(upload);

    public void Dispose()
    {
        foreach (Upload upload in _uploads)
            upload.Content.Dispose();
        _uploads.Clear();
        share.Dispose();
    }
}
