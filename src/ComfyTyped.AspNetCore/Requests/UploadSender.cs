using ComfyTyped.AspNetCore.Failures;
using ComfyTyped.AspNetCore.Inputs;
using ComfyTyped.AspNetCore.Setup;
using ComfyTyped.CompilerServices;
using ComfyTyped.Primitives;

namespace ComfyTyped.AspNetCore.Requests;

/// <summary>Brings the files of a request to the server, and their names there into the workflow.</summary>
internal sealed class UploadSender(EndpointSetup setup)
{
    /// <summary>Sends the files, and lets go of them.</summary>
    /// <exception cref="ProblemException">The client has no server to upload to, or the server did not take them in time.</exception>
    public async Task SendAsync(RunRequest request, CancellationToken cancellationToken)
    {
        using RequestUploads uploads = request.Uploads;
        if (uploads.All.Count == 0)
            return;
        if (setup.Client is not ComfyClient client)
            throw new ProblemException(Problem.NoUploads);
        using var timeout = new LinkedTimeout(setup.Limits.UploadTimeout, setup.Time, cancellationToken);
        try
        {
            foreach (Upload upload in uploads.All)
                await SendAsync(request.Workflow, upload, client, timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ProblemException(Problem.SlowUpload);
        }
    }

    private async Task SendAsync(ComfyWorkflow workflow, Upload upload, ComfyClient client, CancellationToken cancellationToken)
    {
        var options = new UploadOptions { Type = setup.UploadFolder ?? FolderOf(upload.Input, client) };
        UploadedFile file = await client.UploadOnceAsync(upload.Content, upload.Extension, options, cancellationToken).ConfigureAwait(false);
        workflow.FindNode(upload.Input.NodeId)!.SetValue(upload.Input.Input, InputValue.FromString(file.ToInputName()));
    }

    /// <summary>
    /// ComfyUI empties its temporary folder whenever it starts and ends, and its input folder never. Nodes of others may take listed files only: those of the
    /// input folder.
    /// </summary>
    private static ComfyFolder FolderOf(UploadInput input, ComfyClient client) =>
        input.IsOfCore && client.KeepsFileNames ? ComfyFolder.Temp : ComfyFolder.Input;
}
