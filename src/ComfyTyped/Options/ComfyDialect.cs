namespace ComfyTyped;

/// <summary>What kind of server a <see cref="ComfyClient"/> talks to.</summary>
public enum ComfyDialect
{
    /// <summary>ComfyUI itself, on this machine or any other.</summary>
    Local,

    /// <summary>Comfy Cloud: see <see cref="ComfyCloud"/>.</summary>
    Cloud,
}
