using ComfyTyped.AI;
using Microsoft.Extensions.AI;

namespace ComfyTyped;

/// <summary>Workflows as tools of LLM agents.</summary>
public static class ComfyTools
{
    /// <summary>Makes a tool of a workflow: its parameters are the workflow's inputs, with their ranges, options and defaults.</summary>
    /// <typeparam name="TResult">The result of the workflow.</typeparam>
    /// <param name="comfy">Runs it.</param>
    /// <param name="name">The name that the model calls it by, such as <c>draw_picture</c>.</param>
    /// <param name="description">What it does, for the model.</param>
    /// <param name="create">Makes the workflow of a call; what the model leaves out stays as it is made here.</param>
    /// <param name="answer">Tells the model what came of it, for instance where the file was saved. A picture itself would cost it many tokens.</param>
    /// <param name="settings">
    /// Which inputs the model may set; null for all harmless ones. A few make a better tool than all of them. Inputs that could reach files of the server are not
    /// among them unless <see cref="SettingsOptions.Allow"/> names them, since a prompt may be written by anybody: <see cref="SettingsOptions.IsUntrusted"/> is always on.
    /// </param>
    /// <returns>
    /// The tool. When the model sets something that is not there, or to a value out of range, or the server rejects the workflow, nothing is run and the answer
    /// tells the model what to correct. All other failures are thrown.
    /// </returns>
    public static AIFunction AsAIFunction<TResult>(
        this IComfyClient comfy,
        string name,
        string description,
        Func<ComfyWorkflow<TResult>> create,
        Func<TResult, CancellationToken, ValueTask<object?>> answer,
        SettingsOptions? settings = null)
        where TResult : ComfyResult
    {
        ArgumentNullException.ThrowIfNull(comfy);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(answer);
        // Whoever writes what a model reads may decide what it asks for.
        return new WorkflowFunction<TResult>(comfy, name, description, create, answer, (settings ?? new SettingsOptions()) with { IsUntrusted = true });
    }
}
