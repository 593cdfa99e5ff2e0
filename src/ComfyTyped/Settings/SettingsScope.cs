namespace ComfyTyped.Settings;

/// <summary>Which inputs of one workflow the settings can set.</summary>
/// <param name="workflow">The workflow.</param>
/// <param name="options">What the application says.</param>
internal sealed class SettingsScope(ComfyWorkflow workflow, SettingsOptions options)
{
    /// <summary>How many refused settings somebody who is not trusted gets to read: each one costs a search for what was meant.</summary>
    private const int MaxUntrustedRefusals = 20;

    private readonly UntrustedInputs? _untrusted = options.IsUntrusted ? new UntrustedInputs(workflow) : null;
    private readonly Dictionary<(ComfyNode Node, string Input), bool> _known = [];

    public int MaxRefusals => _untrusted is null ? int.MaxValue : MaxUntrustedRefusals;

    /// <summary>Whether the settings can set an input. The application is asked once for each.</summary>
    public bool Includes(ComfyNode node, string input)
    {
        if (!_known.TryGetValue((node, input), out bool includes))
            _known[(node, input)] = includes = options.Include?.Invoke(node, input) != false && (_untrusted is null || IsAllowed(node, input) || _untrusted.IsHarmless(node, input));
        return includes;
    }

    /// <summary>Whether a text may go to an input that takes one of a list of files.</summary>
    public bool IsFileName(SettableInput input, string text) =>
        _untrusted is null || IsAllowed(input.Node, input.Name) || UntrustedInputs.IsModelName(text);

    private bool IsAllowed(ComfyNode node, string input) => options.Allow?.Invoke(node, input) == true;
}
