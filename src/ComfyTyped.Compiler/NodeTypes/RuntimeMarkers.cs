namespace ComfyTyped.Compiler.NodeTypes;

/// <summary>The ComfyUI types whose markers the runtime has (<c>ComfyTyped.Types</c>).</summary>
internal static class RuntimeMarkers
{
    /// <summary>The ComfyUI types.</summary>
    public static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "AUDIO", "AUDIO_ENCODER", "AUDIO_ENCODER_OUTPUT", "AUDIO_RECORD", "BOOLEAN", "CLIP", "CLIP_VISION", "CLIP_VISION_OUTPUT",
        "COMBO", "CONDITIONING", "CONTROL_NET", "FLOAT", "FLOATS", "GLIGEN", "GUIDER", "HOOKS", "HOOK_KEYFRAMES", "IMAGE", "INT",
        "LATENT", "LATENT_OPERATION", "LATENT_UPSCALE_MODEL", "LOAD3D_CAMERA", "LOAD_3D", "LOAD_3D_ANIMATION", "LORA_MODEL",
        "LOSS_MAP", "MASK", "MESH", "MODEL", "MODEL_PATCH", "NOISE", "PHOTOMAKER", "SAMPLER", "SIGMAS", "STRING", "STYLE_MODEL",
        "SVG", "TIMESTEPS_RANGE", "TRACKS", "UPSCALE_MODEL", "VAE", "VIDEO", "VOXEL", "WAN_CAMERA_EMBEDDING", "WEBCAM",
    };

    /// <summary>Those of which the editor, or a caller, can write a literal.</summary>
    private static readonly HashSet<string> Literals = new(StringComparer.Ordinal)
    {
        "AUDIO_RECORD", "BOOLEAN", "COMBO", "FLOAT", "FLOATS", "INT", "LOAD3D_CAMERA", "LOAD_3D", "LOAD_3D_ANIMATION", "STRING", "TIMESTEPS_RANGE", "WEBCAM",
    };

    /// <summary>Whether no literal can stand for what a type is.</summary>
    public static bool IsLinkOnly(string type) => Types.Contains(type) && !Literals.Contains(type);
}
