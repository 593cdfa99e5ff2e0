namespace ComfyTyped.Contract;

/// <summary>What a server can do, by its version.</summary>
internal static class ServerVersion
{
    private static readonly Version PromptIdSince = new(0, 3, 45);
    private static readonly Version InterruptByPromptIdSince = new(0, 3, 57);
    private static readonly Version ComboOptionsSince = new(0, 8);
    private static readonly Version GrowthSince = new(0, 10);

    /// <summary>
    /// Whether a prompt has the id that the client has chosen for it. Servers before 0.3.45 choose one themselves; one whose version cannot be read is
    /// taken for such a server.
    /// </summary>
    public static bool KeepsPromptIds(string? version) => Parse(version) >= PromptIdSince;

    /// <summary>
    /// Whether <c>POST /interrupt</c> heeds the prompt id. Servers before 0.3.57 interrupt whatever runs, someone else's prompt included;
    /// one whose version cannot be read is taken for such a server.
    /// </summary>
    public static bool InterruptsByPromptId(string? version) => Parse(version) >= InterruptByPromptIdSince;

    /// <summary>Whether the server looks through the options of a <c>COMBO</c>, as of a bare list; true of one whose version cannot be read.</summary>
    public static bool ChecksComboOptions(string? version) => Parse(version) is not { } known || known >= ComboOptionsSince;

    /// <summary>Whether the server insists on the least number of members of a growing group; null when its version cannot be read.</summary>
    public static bool? RequiresGrowth(string? version) => Parse(version) is { } known ? known >= GrowthSince : null;

    /// <summary>Reads the leading numbers of texts such as <c>0.3.64</c>, <c>v0.8.0</c> or <c>0.12.1-dev+fork</c>.</summary>
    private static Version? Parse(string? version)
    {
        ReadOnlySpan<char> text = version.AsSpan().Trim().TrimStart("vV");
        int end = text.IndexOfAnyExcept("0123456789.");
        if (end >= 0)
            text = text[..end];
        return Version.TryParse(text.TrimEnd('.'), out Version? parsed) ? parsed : null;
    }
}
