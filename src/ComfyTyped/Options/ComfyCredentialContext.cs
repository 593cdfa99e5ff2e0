namespace ComfyTyped;

/// <summary>What <see cref="ComfyClientOptions.Credentials"/> is asked for.</summary>
/// <param name="Url">The server, without credentials. One server's credential is never sent to another one, redirects included.</param>
/// <param name="IsRefused">Whether the server has refused the last credential (401), so that a new one is needed.</param>
public sealed record ComfyCredentialContext(Uri Url, bool IsRefused);
