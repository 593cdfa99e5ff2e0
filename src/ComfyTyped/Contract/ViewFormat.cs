namespace ComfyTyped;

/// <summary>A format in which a server encodes a picture anew (<c>preview</c> of <c>GET /view</c>).</summary>
public enum ViewFormat
{
    /// <summary>The file as it is.</summary>
    Original,

    /// <summary>WebP.</summary>
    Webp,

    /// <summary>JPEG.</summary>
    Jpeg,
}
