using Microsoft.Extensions.AI;

namespace ComfyTyped.AI;

/// <summary>Runs a workflow as often as it takes to make the pictures that are asked for.</summary>
internal sealed class WorkflowImageGenerator<TResult>(IComfyClient comfy, Func<ComfyImageRequest, ComfyWorkflow<TResult>> toWorkflow) : IImageGenerator
    where TResult : ComfyResult
{
    private readonly ImageGeneratorMetadata _metadata = new("ComfyUI", (comfy as ComfyClient)?.Url);

    public async Task<ImageGenerationResponse> GenerateAsync(
        ImageGenerationRequest request,
        ImageGenerationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var wanted = new ComfyImageRequest(request, options);
        var results = new List<TResult>();
        var pictures = new List<AIContent>();
        do
        {
            TResult result = await comfy.RunAsync(toWorkflow(wanted), cancellationToken: cancellationToken).ConfigureAwait(false);
            results.Add(result);
            foreach (OutputFile picture in PicturesOf(result).Take((wanted.Count ?? int.MaxValue) - pictures.Count))
                pictures.Add(await PictureContent.ReadAsync(picture, options?.MediaType, cancellationToken).ConfigureAwait(false));
        }
        while (pictures.Count < wanted.Count);
        return new ImageGenerationResponse(pictures) { RawRepresentation = results };
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
            return null;
        return serviceType == typeof(ImageGeneratorMetadata) ? _metadata
            : serviceType.IsInstanceOfType(this) ? this
            : serviceType.IsInstanceOfType(comfy) ? comfy
            : null;
    }

    /// <summary>The client is its maker's.</summary>
    public void Dispose()
    {
    }

    private static List<OutputFile> PicturesOf(TResult result)
    {
        List<OutputFile> pictures = [.. result.Files.Where(file => file.Kind == MediaKind.Image)];
        List<OutputFile> kept = pictures.FindAll(file => file.Type == ComfyFolder.Output || file.IsInMemory);
        return kept.Count > 0 ? kept
            : pictures.Count > 0 ? pictures
            : throw new InvalidOperationException($"The run {result.PromptId} has made no picture, so its workflow is none for an image generator.");
    }
}
