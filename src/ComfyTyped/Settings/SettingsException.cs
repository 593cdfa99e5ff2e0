namespace ComfyTyped;

/// <summary>Some settings could not be applied. Those that could be are.</summary>
public sealed class SettingsException : ComfyException
{
    internal SettingsException(SettingsReport report)
        : base($"Not all settings could be applied. {string.Join("; ", report.Refused)}") => Report = report;

    /// <summary>Gets what was applied and what was not.</summary>
    public SettingsReport Report { get; }
}
