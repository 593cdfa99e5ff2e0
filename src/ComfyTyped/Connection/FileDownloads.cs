using ComfyTyped.Results;

namespace ComfyTyped.Connection;

/// <summary>Fetches the files of a server (<c>GET /view</c>).</summary>
internal sealed class FileDownloads(ComfyHttp http)
{
    public async Task<Stream> OpenAsync(OutputFile file, CancellationToken cancellationToken)
    {
        string route = $"view?filename={Uri.EscapeDataString(file.FileName)}&subfolder={Uri.EscapeDataString(file.Subfolder)}&type={file.Type.ToWire()}";
        HttpResponseMessage response = await http.OpenAsync(route, cancellationToken).ConfigureAwait(false);
        // The stream owns the answer: disposing it gives the connection back. Opening it takes no time, and must not fail and forget the answer.
        return await response.Content.ReadAsStreamAsync(CancellationToken.None).ConfigureAwait(false);
    }
}
