namespace ComfyTyped;

/// <summary>What a file of the server is, told by the key it was reported under and by its name: the server's own words are not reliable.</summary>
public enum MediaKind
{
    /// <summary>Anything else.</summary>
    Other,

    /// <summary>A picture, animated WEBP, APNG and GIF included.</summary>
    Image,

    /// <summary>A video.</summary>
    Video,

    /// <summary>Sound.</summary>
    Audio,

    /// <summary>A 3D model.</summary>
    Model3D,

    /// <summary>A latent of SaveLatent.</summary>
    Latent,

    /// <summary>A text file.</summary>
    Text,
}
