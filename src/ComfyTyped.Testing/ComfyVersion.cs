namespace ComfyTyped.Testing;

/// <summary>What the ComfyUI release that the server plays does differently from its neighbours.</summary>
internal sealed class ComfyVersion(string text)
{
    /// <summary>The release that Comfy Cloud is taken for, as far as it follows ComfyUI.</summary>
    public const string OfCloud = "0.33.1";

    private readonly Version _version = Version.TryParse(text, out Version? version) ? version : new Version(0, 8, 0);

    public string Text => text;

    /// <summary>Values of <c>"COMBO"</c> inputs are checked against their options.</summary>
    public bool ChecksStringCombos => IsAtLeast(0, 8, 0);

    /// <summary>Cached outputs reach the history only when the prompt has a <c>client_id</c>.</summary>
    public bool CachedOutputsNeedClient => IsAtLeast(0, 3, 68) && !IsAtLeast(0, 28, 0);

    /// <summary><c>extra_data.create_time</c> is set on submission.</summary>
    public bool StampsCreateTime => IsAtLeast(0, 3, 69);

    /// <summary>There is a folder for latent upscale models; the first release that has it lies between the recorded 0.3.64 and 0.8.0.</summary>
    public bool HasLatentUpscaleModels => IsAtLeast(0, 3, 71);

    /// <summary>The <c>/api/jobs</c> routes exist.</summary>
    public bool HasJobs => IsAtLeast(0, 6, 0);

    /// <summary>Jobs can be cancelled, say so afterwards, and show their workflow before they have ended.</summary>
    public bool CancelsJobs => IsAtLeast(0, 26, 0);

    /// <summary><c>POST /interrupt</c> heeds the prompt id.</summary>
    public bool InterruptsByPromptId => IsAtLeast(0, 3, 57);

    /// <summary>The feature flags name the manager extension.</summary>
    public bool AnnouncesManager => IsAtLeast(0, 4, 0);

    /// <summary><c>system.os</c> is <c>sys.platform</c>; before, <c>os.name</c>.</summary>
    public bool ReportsPlatform => IsAtLeast(0, 4, 0);

    private bool IsAtLeast(int major, int minor, int build) => _version >= new Version(major, minor, build);
}
