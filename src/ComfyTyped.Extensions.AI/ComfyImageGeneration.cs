using ComfyTyped.AI;
using Microsoft.Extensions.AI;

namespace ComfyTyped;

/// <summary>Workflows for what speaks to <see cref="IImageGenerator"/>.</summary>
public static class ComfyImageGeneration
{
    /// <summary>Makes an image generator of a workflow.</summary>
    /// <typeparam name="TResult">The result of the workflow.</typeparam>
    /// <param name="comfy">Runs it; not disposed with the generator.</param>
    /// <param name="toWorkflow">
    /// Makes the workflow of a request: <c>request =&gt; new TextToImage { PositivePrompt = { Text = request.Prompt } }</c>. Called once for each run.
    /// </param>
    /// <returns>
    /// The generator. Its answer has a <see cref="DataContent"/> for each picture of the output folder, or of the temporary one when there is none, encoded by the
    /// server as JPEG or WebP when the options ask for that; its raw representation is the list of the runs' results. What a run throws, it throws; and <see cref="ArgumentException"/> for a picture to edit that is an address instead of bytes.
    /// </returns>
    public static IImageGenerator AsIImageGenerator<TResult>(this IComfyClient comfy, Func<ComfyImageRequest, ComfyWorkflow<TResult>> toWorkflow)
        where TResult : ComfyResult
    {
        ArgumentNullException.ThrowIfNull(comfy);
        ArgumentNullException.ThrowIfNull(toWorkflow);
        return new WorkflowImageGenerator<TResult>(comfy, toWorkflow);
    }
}
