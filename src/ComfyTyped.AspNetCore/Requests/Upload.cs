namespace ComfyTyped.AspNetCore.Requests;

/// <summary>A file that a request has brought.</summary>
/// <param name="Input">The input that is to name it.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Extension">What some nodes tell its kind by, such as <c>.png</c>.</param>
internal sealed record Upload(UploadInput Input, byte[] Content, string Extension);
