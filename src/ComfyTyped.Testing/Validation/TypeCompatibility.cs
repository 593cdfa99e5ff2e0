using System.Text.Json;
using ComfyTyped.Testing.Python;

namespace ComfyTyped.Testing.Validation;

/// <summary>Which output type may feed which input type (ComfyUI 0.8.0, <c>comfy_execution/validation.py</c>).</summary>
internal static class TypeCompatibility
{
    private const string Any = "*";
    private const string MatchType = "COMFY_MATCHTYPE_V3";

    public static bool Fits(JsonElement received, JsonElement wanted)
    {
        if (received.ValueKind == JsonValueKind.Array)
            return wanted.ValueKind == JsonValueKind.Array
                ? PythonValue.AreEqual(received, wanted)
                : wanted.GetString() is "COMBO" or Any;
        if (wanted.ValueKind == JsonValueKind.Array)
            return received.GetString() == Any;
        string from = received.GetString()!, to = wanted.GetString()!;
        return from == to || from is Any or MatchType || to is Any or MatchType || Names(from).Overlaps(Names(to));
    }

    private static HashSet<string> Names(string union) => [.. union.Split(',', StringSplitOptions.TrimEntries)];
}
