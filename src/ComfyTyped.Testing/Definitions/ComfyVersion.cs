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

    /// <summary>Jobs can be cancelled, and say so afterwards.</summary>
    public bool CancelsJobs => IsAtLeast(0, 26, 0);

    /// <summary>Jobs count what can be previewed, and preview texts; the first release that does lies between the recorded 0.8.0 and 0.33.0.</summary>
    public bool PreviewsTexts => CancelsJobs;

    /// <summary>A job shows its workflow before it has ended; the recorded 0.33.0 does not yet.</summary>
    public bool ShowsWorkflowOfLiveJobs => IsAtLeast(0, 34, 0);

    /// <summary>The client can choose the prompt id; before, the server ignores what it sends.</summary>
    public bool KeepsPromptIds => IsAtLeast(0, 3, 45);

    /// <summary>
    /// A prompt id must be a UUID in lowercase with hyphens, and <c>null</c> counts as none. The first release that insists lies between the recorded 0.8.0 and
    /// 0.33.0; the routes that cancel jobs, of 0.26.0, share the check.
    /// </summary>
    public bool InsistsOnUuids => CancelsJobs;

    /// <summary>An unknown class is a <c>missing_node_type</c> that names the node; before, an <c>invalid_prompt</c>.</summary>
    public bool NamesMissingNodes => IsAtLeast(0, 12, 0);

    /// <summary>Each node of a cycle gets a <c>dependency_cycle</c> error; before, the stack overflows and nothing says why the prompt is invalid.</summary>
    public bool NamesCycles => IsAtLeast(0, 20, 0);

    /// <summary>Classes that are gone are replaced by those that took their place.</summary>
    public bool ReplacesNodes => IsAtLeast(0, 14, 0);

    /// <summary>There is an asset catalogue, switched off unless the server is started with it.</summary>
    public bool HasAssets => IsAtLeast(0, 9, 0);

    /// <summary>
    /// What the recorded 0.33.0 has and 0.8.0 has not, as far as no release note tells when it came: versions of packages, more model folders, more members of a
    /// class, and empty answers without a content type.
    /// </summary>
    public bool IsOf2026 => IsAtLeast(0, 26, 0);

    /// <summary><c>POST /interrupt</c> heeds the prompt id.</summary>
    public bool InterruptsByPromptId => IsAtLeast(0, 3, 57);

    /// <summary>The feature flags name the manager extension.</summary>
    public bool AnnouncesManager => IsAtLeast(0, 4, 0);

    /// <summary><c>system.os</c> is <c>sys.platform</c>; before, <c>os.name</c>.</summary>
    public bool ReportsPlatform => IsAtLeast(0, 4, 0);

    private bool IsAtLeast(int major, int minor, int build) => _version >= new Version(major, minor, build);
}
