using System.Net;
using ComfyTyped.Graph;

namespace ComfyTyped.Wire;

/// <summary>Fetches the files of a server (<c>GET /view</c>).</summary>
internal sealed class FileDownloads(ComfyHttp http, RequestRetry retry) : IFileReader
{
    public Uri Server => http.Address.Http;

    public async Task<Stream> OpenAsync(OutputFile file, ViewOptions? view, CancellationToken cancellationToken)
    {
        string route = ViewQuery.Of(file.FileName, file.Subfolder, file.Type, view);
        HttpResponseMessage response;
        try
        {
            response = await retry.RunAsync(token => http.OpenAsync(route, token), cancellationToken).ConfigureAwait(false);
        }
        catch (ComfyServerException failure) when (failure.StatusCode == HttpStatusCode.NotFound)
        {
            // A cached node reports the files of the run that made them, even when they are long gone.
            throw new ComfyServerException($"The server has no file \"{file}\" any more. {failure.Message}", failure.StatusCode, failure.Body, failure);
        }
        // The stream owns the answer: disposing it gives the connection back. Opening it takes no time, and must not fail and forget the answer.
        Stream content = await response.Content.ReadAsStreamAsync(CancellationToken.None).ConfigureAwait(false);
        return new CountedStream(content, http.LimitTransfer, $"{Server} sends no more of \"{file}\": nothing came within ");
    }
}
