using System.Text.Json;
using ComfyTyped.AspNetCore.Failures;
using ComfyTyped.AspNetCore.Setup;
using Microsoft.AspNetCore.Http;

namespace ComfyTyped.AspNetCore.Requests;

/// <summary>Makes the workflow that a request asks for.</summary>
internal sealed class RequestReader(EndpointSetup setup)
{
    private readonly BodyReader _bodies = new(setup);

    /// <returns>The workflow with its settings; its uploads are to be disposed.</returns>
    /// <exception cref="ProblemException">Something cannot be read or applied.</exception>
    public async Task<RunRequest> ReadAsync(HttpContext context)
    {
        RequestBody body = await _bodies.ReadAsync(context).ConfigureAwait(false);
        try
        {
            return new RunRequest(Apply(body), body.Uploads);
        }
        catch
        {
            body.Uploads.Dispose();
            throw;
        }
    }

    private ComfyWorkflow Apply(RequestBody body)
    {
        body.Errors.ThrowIfFull();
        ComfyWorkflow workflow = setup.Create();
        if (body.Settings.ValueKind == JsonValueKind.Object)
        {
            foreach (RefusedSetting refused in workflow.ApplySettings(body.Settings, setup.Access.ValuesOf(body.Uploads)).Refused)
                body.Errors.Add(refused.Path, refused.Message);
        }
        else if (body.Settings.ValueKind != JsonValueKind.Undefined)
        {
            throw new ProblemException(Problem.NoObject(body.Settings.ValueKind));
        }
        body.Errors.AddProblems(workflow.Validate(), setup.Access);
        body.Errors.ThrowIfAny();
        return workflow;
    }
}
