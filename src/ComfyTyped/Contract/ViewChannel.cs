namespace ComfyTyped;

/// <summary>The channels of a picture (<c>channel</c> of <c>GET /view</c>).</summary>
public enum ViewChannel
{
    /// <summary>All of them: the file as it is.</summary>
    Rgba,

    /// <summary>The colors without transparency, as PNG.</summary>
    Rgb,

    /// <summary>The transparency alone, as PNG.</summary>
    Alpha,
}
