namespace ComfyTyped.Testing;

/// <summary>A request to the server.</summary>
/// <param name="Method">The method, such as <c>GET</c>.</param>
/// <param name="Path">The path without <c>/api</c>, such as <c>/history/0f0f...</c>: clients use both forms.</param>
/// <param name="Query">The query with its question mark, or nothing.</param>
public sealed record ReceivedRequest(string Method, string Path, string Query);
