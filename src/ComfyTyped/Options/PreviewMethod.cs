namespace ComfyTyped;

/// <summary>How a server makes the live previews of a sampler (<c>extra_data.preview_method</c>).</summary>
public enum PreviewMethod
{
    /// <summary>None.</summary>
    None,

    /// <summary>The best one that the server has the model for.</summary>
    Auto,

    /// <summary>A quick estimate of the colours.</summary>
    Latent2Rgb,

    /// <summary>A small decoder model; better, and slower.</summary>
    Taesd,

    /// <summary>As the server was started.</summary>
    Default,
}
