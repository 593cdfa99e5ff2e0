namespace ComfyTyped;

/// <summary>Comfy Cloud, ComfyUI as a service: <c>new ComfyClient(ComfyCloud.Options(key))</c>.</summary>
public static class ComfyCloud
{
    /// <summary>Gets its address: <c>https://cloud.comfy.org/</c>.</summary>
    public static Uri Url { get; } = new("https://cloud.comfy.org/");

    /// <summary>Makes the options of a client of Comfy Cloud.</summary>
    /// <param name="apiKey">The account's API key. It goes to Comfy Cloud, and nowhere else.</param>
    /// <returns>New options, which can be changed further.</returns>
    /// <exception cref="ArgumentException">The key is empty, or cannot be sent.</exception>
    public static ComfyClientOptions Options(string apiKey)
    {
        var options = new ComfyClientOptions();
        Configure(options, apiKey);
        return options;
    }

    /// <summary>Turns options into those of a client of Comfy Cloud: its dialect, its credential, and its address unless they name another one.</summary>
    /// <param name="options">The options.</param>
    /// <param name="apiKey">The account's API key.</param>
    /// <exception cref="ArgumentException">The key is empty, or cannot be sent.</exception>
    public static void Configure(ComfyClientOptions options, string apiKey)
    {
        ArgumentNullException.ThrowIfNull(options);
        ComfyCredential credential = Credential(apiKey);
        options.Url ??= Url;
        options.Dialect = ComfyDialect.Cloud;
        options.Credentials = (_, _) => new(credential);
    }

    /// <summary>Makes the credential of Comfy Cloud, for a <see cref="ComfyClientOptions.Credentials"/> that gets its key from elsewhere.</summary>
    /// <param name="apiKey">The account's API key: the header <c>X-API-Key</c> of requests, the parameter <c>token</c> of the socket.</param>
    /// <returns>The credential.</returns>
    /// <exception cref="ArgumentException">The key is empty, or cannot be sent.</exception>
    public static ComfyCredential Credential(string apiKey)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(apiKey);
        return ComfyCredential.Header("X-API-Key", apiKey.Trim()).WithSocketParameter("token", apiKey.Trim());
    }
}
