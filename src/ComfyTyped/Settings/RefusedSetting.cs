namespace ComfyTyped;

/// <summary>A setting that was not applied.</summary>
/// <param name="Path">Its place in the settings, such as <c>KSampler.stepps</c>.</param>
/// <param name="Reason">Why.</param>
/// <param name="Message">Why, for people; with what was probably meant.</param>
/// <param name="Node">The node it is about, or null when none was found.</param>
/// <param name="Input">The wire name of the input it is about, or null when none was found.</param>
public sealed record RefusedSetting(string Path, SettingRefusal Reason, string Message, ComfyNode? Node = null, string? Input = null)
{
    /// <summary>Gives where and why: <c>KSampler.stepps: KSampler has no input 'stepps'; did you mean 'steps'?</c>.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => $"{Path}: {Message}";
}
