using ComfyTyped.Options;

namespace ComfyTyped.Runs;

/// <summary>A run that has not been sent yet.</summary>
/// <param name="Run">Its state.</param>
/// <param name="Workflow">Its workflow.</param>
/// <param name="Request">The workflow as it was when the run was asked for.</param>
/// <param name="Limits">Its options, with those of the client filled in.</param>
internal sealed record PreparedRun(RunState Run, ComfyWorkflow Workflow, PromptRequest Request, RunOptions Limits)
{
    /// <summary>Tells the handle of the run to whoever wants it.</summary>
    /// <param name="server">The server that it is sent to.</param>
    public void Tell(Uri server) =>
        Request.Submitting?.Invoke(new RunHandle(Run.PromptId, Run.Socket.ClientId, server.AbsoluteUri, RunHandle.NameOf(Workflow), Request.Seeds));

    /// <summary>Gives the memory of the request back, now that the server has it.</summary>
    public void Release(ComfyClientOptions options) => Request.Release(isSentAgain: options.MaxResubmissions > 0 || Limits.FailedRunPolicy is not null);
}
