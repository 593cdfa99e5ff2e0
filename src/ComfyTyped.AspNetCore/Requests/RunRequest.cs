using ComfyTyped.AspNetCore.Inputs;

namespace ComfyTyped.AspNetCore.Requests;

/// <summary>What a request asks for: a workflow with its settings applied, but for the files that it has brought.</summary>
/// <param name="Workflow">The workflow.</param>
/// <param name="Uploads">The files.</param>
internal sealed record RunRequest(ComfyWorkflow Workflow, RequestUploads Uploads);
