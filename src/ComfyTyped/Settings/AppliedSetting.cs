namespace ComfyTyped;

/// <summary>A setting that was applied to an input.</summary>
/// <param name="Path">Its place in the settings, such as <c>sampling.steps</c>.</param>
/// <param name="Node">The node.</param>
/// <param name="Input">The wire name of the input.</param>
/// <param name="OldValue">What the input held before, as a message shows it: <c>(unset)</c> for nothing.</param>
/// <param name="NewValue">What it holds now; <c>(random)</c> for a seed that each run draws, <c>(increment)</c> for one that counts on.</param>
/// <param name="IsChanged">Whether these differ. The same value leaves the node as the file has it, byte for byte.</param>
public sealed record AppliedSetting(string Path, ComfyNode Node, string Input, string OldValue, string NewValue, bool IsChanged)
{
    /// <summary>Gives it as a log shows it: <c>sampling.steps: KSampler.steps 20 -> 30</c>.</summary>
    /// <returns>One line, as long as the values are.</returns>
    public override string ToString() => $"{Path}: {Node}.{Input} {OldValue}{(IsChanged ? $" -> {NewValue}" : " (unchanged)")}";
}
