using System.Text.Json;

namespace ComfyTyped.Settings;

/// <summary>Finds the input of a node that a name in a settings document means.</summary>
internal static class InputDirectory
{
    /// <summary>The input of a name: its wire name, else its C# property, case counting only where it tells two apart.</summary>
    public static SettableInput? Find(IReadOnlyList<SettableInput> inputs, string name) =>
        Find(inputs, name, StringComparison.Ordinal) ?? Find(inputs, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The inputs that a lone value of a node may mean: the only one that can be set, else those that take values of its kind.</summary>
    public static IReadOnlyList<SettableInput> MainInputs(IEnumerable<SettableInput> inputs, JsonElement value)
    {
        SettableInput[] free = [.. inputs.Where(input => input.IsFree)];
        if (free.Length <= 1)
            return free;
        SettableInput[] fitting = [.. free.Where(input => Fits(input.Kind, value.ValueKind))];
        return fitting.Length > 0 ? fitting : free;
    }

    private static SettableInput? Find(IReadOnlyList<SettableInput> inputs, string name, StringComparison comparison) =>
        inputs.FirstOrDefault(input => string.Equals(input.Name, name, comparison))
        ?? inputs.FirstOrDefault(input => string.Equals(input.Schema.Property, name, comparison));

    private static bool Fits(SettingKind kind, JsonValueKind value) => value switch
    {
        JsonValueKind.True or JsonValueKind.False => kind is SettingKind.Flag,
        JsonValueKind.Number => kind is SettingKind.Integer or SettingKind.Number,
        JsonValueKind.String => kind is SettingKind.Text or SettingKind.Choice or SettingKind.File or SettingKind.Case,
        JsonValueKind.Array => kind is SettingKind.Choices,
        _ => false,
    };
}
