using System.Text.Json;
using ComfyTyped.AspNetCore.Inputs;

namespace ComfyTyped.AspNetCore.Requests;

/// <summary>The body of a request, taken apart.</summary>
/// <param name="Uploads">The files that it brought.</param>
internal sealed record RequestBody(RequestUploads Uploads)
{
    /// <summary>What is wrong with it, as far as the request can still be answered with all of that.</summary>
    public InputErrors Errors { get; } = new();

    /// <summary>A JSON object without the files; undefined when there is none.</summary>
    public JsonElement Settings { get; set; }
}
