namespace ComfyTyped;

/// <summary>What became of each setting.</summary>
public sealed class SettingsReport
{
    internal SettingsReport(IReadOnlyList<AppliedSetting> applied, IReadOnlyList<RefusedSetting> refused)
    {
        Applied = applied;
        Refused = refused;
    }

    /// <summary>Gets the settings that were applied, one for each input they went to, those included that held the value already.</summary>
    public IReadOnlyList<AppliedSetting> Applied { get; }

    /// <summary>Gets the settings that were not applied; their inputs hold what they held before.</summary>
    public IReadOnlyList<RefusedSetting> Refused { get; }

    /// <summary>Gets whether every setting was applied.</summary>
    public bool IsComplete => Refused.Count == 0;

    /// <summary>Throws when a setting was not applied.</summary>
    /// <returns>This report, for the caller to go on with.</returns>
    /// <exception cref="SettingsException">A setting was not applied; the message names all of them.</exception>
    public SettingsReport ThrowIfIncomplete() => IsComplete ? this : throw new SettingsException(this);

    /// <summary>Gives one line for each setting, the refused ones last.</summary>
    /// <returns>The lines.</returns>
    public override string ToString() =>
        string.Join(Environment.NewLine, Applied.Select(setting => setting.ToString()).Concat(Refused.Select(setting => $"not applied: {setting}")));
}
