using ComfyTyped.CompilerServices;

namespace ComfyTyped.Settings;

/// <summary>An input of a node, seen as something that can be set from outside.</summary>
/// <param name="Node">The node.</param>
/// <param name="Schema">The input, as the selected case of a dynamic combo declares it.</param>
/// <param name="Value">What it holds.</param>
internal sealed record SettableInput(ComfyNode Node, InputSchema Schema, InputValue Value)
{
    public string Name => Schema.Name;

    public SettingKind Kind { get; } = KindOf(Node, Schema, Value);

    /// <summary>Whether a value can be assigned without cutting a link.</summary>
    public bool IsFree => Kind != SettingKind.None && !Value.IsLink;

    /// <summary>The inputs that a node has with the cases that are selected.</summary>
    public static IEnumerable<SettableInput> Of(ComfyNode node)
    {
        InputSchema?[] selected = SelectedInputs.Of(node.Schema, node.Values);
        for (int index = 0; index < selected.Length; index++)
        {
            if (selected[index] is { } input)
                yield return new SettableInput(node, input, node.Values[index]);
        }
    }

    private static SettingKind KindOf(ComfyNode node, InputSchema input, InputValue value) => input.Type switch
    {
        _ when input.IsLinkOnly => SettingKind.None,
        _ when input.Cases.Count > 0 => SettingKind.Case,
        "INT" => SettingKind.Integer,
        "FLOAT" or "INT,FLOAT" or "FLOAT,INT" => SettingKind.Number,
        "STRING" => SettingKind.Text,
        "BOOLEAN" => SettingKind.Flag,
        "COMBO" => input.IsMultiple ? SettingKind.Choices
            : input.OptionTokens.Count > 0 ? SettingKind.TokenChoice
            : input.Options.Count > 0 ? SettingKind.Choice
            : SettingKind.File,
        _ when LinkTypes.IsAny(input.Type) || LinkTypes.HasWidget(input.Type) => SettingKind.Any,

        // A custom type takes literals where the workflow file shows one.
        _ => value.IsSet && !value.IsLink && !(node.Schema.IsKnown && LinkTypes.IsLinkOnly(input.Type)) ? SettingKind.Any : SettingKind.None,
    };
}
