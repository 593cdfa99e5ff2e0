namespace ComfyTyped;

/// <summary>Which outputs fit which inputs, by ComfyUI type: <c>IMAGE</c>, <c>IMAGE,MASK</c> for any of several, <c>*</c> or nothing for all.</summary>
internal static class LinkTypes
{
    public const string Any = "*";

    private static readonly HashSet<string> LinkOnly = new(StringComparer.Ordinal)
    {
        "AUDIO", "AUDIO_ENCODER", "AUDIO_ENCODER_OUTPUT", "CLIP", "CLIP_VISION", "CLIP_VISION_OUTPUT", "CONDITIONING", "CONTROL_NET", "GLIGEN", "GUIDER",
        "HOOKS", "HOOK_KEYFRAMES", "IMAGE", "LATENT", "LATENT_OPERATION", "LATENT_UPSCALE_MODEL", "LORA_MODEL", "LOSS_MAP", "MASK", "MESH", "MODEL",
        "MODEL_PATCH", "NOISE", "PHOTOMAKER", "SAMPLER", "SIGMAS", "STYLE_MODEL", "SVG", "TRACKS", "UPSCALE_MODEL", "VAE", "VIDEO", "VOXEL",
        "WAN_CAMERA_EMBEDDING",
    };

    /// <summary>Whether no literal can stand for what a type of the core nodes is; of custom types nobody knows.</summary>
    public static bool IsLinkOnly(string type) => MembersOf(type) is { Length: > 0 } members && members.All(LinkOnly.Contains);

    /// <summary>Types that the editor gives a widget instead of a socket.</summary>
    public static bool IsWidget(string type) => type is "INT" or "FLOAT" or "STRING" or "BOOLEAN" or "COMBO";

    /// <summary>Whether one of the types of an input is edited in a widget.</summary>
    public static bool HasWidget(string type) => MembersOf(type).Any(IsWidget);

    public static bool IsAny(string type) => type is Any or "";

    public static bool AreCompatible(string left, string right)
    {
        if (IsAny(left) || IsAny(right) || string.Equals(left, right, StringComparison.OrdinalIgnoreCase))
            return true;
        string[] others = MembersOf(right);
        return MembersOf(left).Any(type => others.Contains(type, StringComparer.OrdinalIgnoreCase));
    }

    private static string[] MembersOf(string type) => type.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
