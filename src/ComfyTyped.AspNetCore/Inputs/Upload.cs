namespace ComfyTyped.AspNetCore.Inputs;

/// <summary>A file that a request has brought.</summary>
/// <param name="Input">The input that is to name it.</param>
/// <param name="Content">Its bytes: a part of the body in memory, or a temporary file. It can be read twice.</param>
/// <param name="Extension">What some nodes tell its kind by, such as <c>.png</c>.</param>
internal sealed record Upload(UploadInput Input, Stream Content, string Extension);
