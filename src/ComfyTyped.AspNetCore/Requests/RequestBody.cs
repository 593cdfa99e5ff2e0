using System.Text.Json;

namespace ComfyTyped.AspNetCore.Requests;

/// <summary>The body of a request, taken apart.</summary>
/// <param name="Settings">A JSON object; undefined when there is none.</param>
/// <param name="Files">The files of a form, by the names of their parts.</param>
internal sealed record RequestBody(JsonElement Settings, IReadOnlyList<FormFile> Files);

/// <summary>A file of a form.</summary>
/// <param name="Part">The name of its part.</param>
/// <param name="MediaType">What it says that it is.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record FormFile(string Part, string? MediaType, byte[] Content);
