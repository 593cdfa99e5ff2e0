using System.Drawing;
using ComfyTyped.AI;
using Microsoft.Extensions.AI;

namespace ComfyTyped;

/// <summary>What a caller of an <see cref="IImageGenerator"/> asks for, in the terms that a workflow's inputs take.</summary>
public sealed record ComfyImageRequest
{
    internal ComfyImageRequest(ImageGenerationRequest request, ImageGenerationOptions? options)
    {
        Prompt = request.Prompt ?? "";
        Size = options?.ImageSize;
        Count = options?.Count;
        ModelId = options?.ModelId;
        Options = options;
        Images = [.. (request.OriginalImages ?? []).Select(PictureContent.ToInput)];
    }

    /// <summary>Gets the prompt; empty when the caller has none.</summary>
    public string Prompt { get; }

    /// <summary>Gets the pictures to edit, which load nodes take: <c>LoadImage = { Image = request.Images[0] }</c>. The run uploads them; empty when a new one is wanted.</summary>
    public IReadOnlyList<LocalFile> Images { get; }

    /// <summary>Gets the size that the caller wants, in pixels; null when any will do.</summary>
    public Size? Size { get; }

    /// <summary>Gets how many pictures the caller wants; null when any number will do.</summary>
    /// <remarks>A workflow can make them in one run (<c>batch_size</c>). Otherwise it is asked for and run again until there are as many.</remarks>
    public int? Count { get; }

    /// <summary>Gets the model that the caller wants, such as a checkpoint's file name; null when any will do.</summary>
    public string? ModelId { get; }

    /// <summary>Gets all that the caller has set; null when nothing.</summary>
    public ImageGenerationOptions? Options { get; }
}
