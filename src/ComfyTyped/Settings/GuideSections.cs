using System.Text.Json;

namespace ComfyTyped.Settings;

/// <summary>The sections that settings may have beside nodes: <c>prompt</c>, <c>switches</c> and <c>model</c> for nodes by the prefix of their titles, <c>sampling</c> for all samplers.</summary>
internal static class GuideSections
{
    public const string Sampling = "sampling";

    private const string Prompt = "prompt";

    private static readonly string[] SamplerWords = ["Sampler", "Scheduler", "Guider", "Noise"];

    /// <summary>The prefix of the titles that a section is about; null when there is no such section.</summary>
    public static string? PrefixOf(string section) => section.ToLowerInvariant() switch
    {
        Prompt => "TEXT",
        "switches" => "SWITCH",
        "model" => "MODEL",
        _ => null,
    };

    public static string TitleOf(string section, string suffix) => $"{PrefixOf(section) ?? section}_{suffix}";

    /// <summary>The property that takes the place of a missing title: <c>PositivePrompt</c> for <c>prompt.positive</c>.</summary>
    public static string? PropertyOf(string section, string suffix) =>
        string.Equals(section, Prompt, StringComparison.OrdinalIgnoreCase) ? suffix + Prompt : null;

    /// <summary>Whether a class takes part in sampling: KSampler, BasicScheduler, CFGGuider, RandomNoise and their like.</summary>
    public static bool IsSampler(ComfyNode node) => Array.Exists(SamplerWords, word => node.ClassType.Contains(word, StringComparison.OrdinalIgnoreCase));

    public static bool IsOption(string input, string option) =>
        string.Equals(input, option, StringComparison.OrdinalIgnoreCase) || (input == "noise_seed" && string.Equals(option, "seed", StringComparison.OrdinalIgnoreCase));

    /// <summary>True and false are 1 and 0 where a node switches by a number.</summary>
    public static JsonElement AsSwitch(SettableInput input, JsonElement value)
    {
        bool? flag = value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.String when bool.TryParse(value.GetRawText().Trim('"'), out bool parsed) => parsed,
            _ => null,
        };
        if (input.Kind != SettingKind.Integer || flag is null)
            return value;
        using var number = JsonDocument.Parse(flag.Value ? "1" : "0");
        return number.RootElement.Clone();
    }
}
