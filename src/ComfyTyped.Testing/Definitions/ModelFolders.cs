namespace ComfyTyped.Testing.Definitions;

/// <summary>The folders below ComfyUI's <c>models</c>, and which input of which class lists the files of which folder.</summary>
internal static class ModelFolders
{
    private static readonly Dictionary<string, string> ByClass = new(StringComparer.Ordinal)
    {
        ["CLIPVisionLoader"] = "clip_vision",
        ["UpscaleModelLoader"] = "upscale_models",
        ["LatentUpscaleModelLoader"] = "latent_upscale_models",
        ["ModelPatchLoader"] = "model_patches",
        ["DiffusersLoader"] = "diffusers",
        ["TrainLoraNode"] = "loras",
    };

    private static readonly Dictionary<string, string> ByInput = new(StringComparer.Ordinal)
    {
        ["ckpt_name"] = "checkpoints",
        ["config_name"] = "configs",
        ["lora_name"] = "loras",
        ["vae_name"] = "vae",
        ["unet_name"] = "diffusion_models",
        ["clip_name"] = "text_encoders",
        ["clip_name1"] = "text_encoders",
        ["clip_name2"] = "text_encoders",
        ["clip_name3"] = "text_encoders",
        ["clip_name4"] = "text_encoders",
        ["text_encoder"] = "text_encoders",
        ["control_net_name"] = "controlnet",
        ["style_model_name"] = "style_models",
        ["gligen_name"] = "gligen",
        ["hypernetwork_name"] = "hypernetworks",
        ["photomaker_model_name"] = "photomaker",
        ["audio_encoder_name"] = "audio_encoders",
    };

    /// <summary>The keys of <c>GET /models</c>, in the order of ComfyUI 0.33.0.</summary>
    private static readonly string[] All =
    [
        "checkpoints", "configs", "loras", "vae", "text_encoders", "diffusion_models", "clip_vision", "style_models", "embeddings",
        "diffusers", "vae_approx", "controlnet", "gligen", "upscale_models", "latent_upscale_models", "custom_nodes", "datasets",
        "hypernetworks", "photomaker", "classifiers", "model_patches", "audio_encoders", "background_removal", "frame_interpolation",
        "geometry_estimation", "optical_flow", "detection",
    ];

    public static IReadOnlyList<string> In(ComfyVersion version) => [.. All.Where(folder => folder switch
    {
        "latent_upscale_models" => version.HasLatentUpscaleModels,
        "datasets" or "background_removal" or "frame_interpolation" or "geometry_estimation" or "optical_flow" or "detection" => version.IsOf2026,
        _ => true,
    })];

    public static string? Of(string classType, string inputName) =>
        ByClass.TryGetValue(classType, out string? folder) || ByInput.TryGetValue(inputName, out folder) ? folder : null;
}
