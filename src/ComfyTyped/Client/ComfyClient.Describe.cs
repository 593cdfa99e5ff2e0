using ComfyTyped.Client;
using ComfyTyped.CompilerServices;

namespace ComfyTyped;

/// <content>The types of workflows that are known only at run time.</content>
public sealed partial class ComfyClient
{
    /// <summary>
    /// Asks this server for the classes of a workflow's nodes, and gives the same workflow with them: its nodes have all inputs of their classes, and
    /// <see cref="ComfyWorkflow.Validate"/>, <see cref="ComfyWorkflow.Bypass"/>, <see cref="ComfyWorkflow.ApplySettings(string, SettingsOptions?)"/> and
    /// <see cref="ComfyWorkflow.GetJsonSchema"/> know types, bounds and options.
    /// </summary>
    /// <param name="workflow">The workflow. It is not changed; do not change it before the task ends.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>A copy with the values that the workflow has now; a seed that is random is drawn. Nodes of a class that the server does not have are as before.</returns>
    /// <exception cref="ComfyServerException">The server answers with another failure than that it cannot describe a class.</exception>
    /// <exception cref="ComfyConnectionException">The server cannot be reached.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public async Task<DynamicWorkflow> DescribeAsync(DynamicWorkflow workflow, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        ThrowIfDisposed();
        IReadOnlyDictionary<string, NodeSchema> classes = await new ServerCheck(_api).DescribeAsync(workflow, cancellationToken).ConfigureAwait(false);
        return workflow.With(classes.GetValueOrDefault);
    }
}
