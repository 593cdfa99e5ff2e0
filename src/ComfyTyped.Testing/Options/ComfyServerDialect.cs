namespace ComfyTyped.Testing;

/// <summary>What a <see cref="ComfyServer"/> plays.</summary>
public enum ComfyServerDialect
{
    /// <summary>ComfyUI itself.</summary>
    Local,

    /// <summary>
    /// Comfy Cloud, as its documentation describes it: a key is wanted, routes have their prefix, ids are the server's, every socket hears of all runs, an
    /// interrupt stops all of them, and files are fetched from a storage of another origin, which must not see the key.
    /// </summary>
    Cloud,
}
