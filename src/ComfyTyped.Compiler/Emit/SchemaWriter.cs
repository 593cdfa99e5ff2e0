using System.Globalization;
using ComfyTyped.Compiler.Models;
using ComfyTyped.Compiler.NodeTypes;

namespace ComfyTyped.Compiler.Emit;

/// <summary>Writes what a node class knows of itself at run time: enough to link, bypass and validate.</summary>
internal static class SchemaWriter
{
    private const string Services = "global::ComfyTyped.CompilerServices";

    /// <summary>The constructor call of an input, such as <c>InputSchema("steps", nameof(Steps), "INT") { IsRequired = true, Min = "1" }</c>.</summary>
    public static string Input(InputProperty input) => Input(input, $"nameof({input.Name})");

    /// <summary>The same for a class without that property.</summary>
    /// <param name="input">The input.</param>
    /// <param name="property">The expression that gives the name of its property.</param>
    public static string Input(InputProperty input, string property)
    {
        InputSpec spec = input.Spec;
        string type = spec.Type is "*" or "" ? "" : ", " + CSharpLiteral.String(spec.Type);
        return $"InputSchema({CSharpLiteral.String(spec.Name)}, {property}{type})" + Initializer(
            spec.IsRequired ? "IsRequired = true" : null,
            spec.IsSeed ? "IsSeed = true" : null,
            spec.Kind == InputKind.Choices ? "IsMultiple = true" : null,
            spec is { Kind: InputKind.Socket, Type: "INT" or "FLOAT" or "STRING" or "BOOLEAN" or "COMBO" } ? "IsLinkOnly = true" : null,
            spec.Min is null ? null : $"Min = {CSharpLiteral.String(spec.Min)}",
            spec.Max is null ? null : $"Max = {CSharpLiteral.String(spec.Max)}",
            input.IsCombo ? $"Cases = {input.Type}.Cases" : spec.Kind is InputKind.Choice or InputKind.Choices ? Options(input) : null,
            spec.Growth is null ? null : $"Growth = {Growth(spec.Growth)}");
    }

    /// <summary>The constructor call of the members of a growing group.</summary>
    public static string Growth(InputGrowth growth) => growth.Prefix is null
        ? $"new {Services}.GrowthSchema({Number(growth.Min)}, {string.Join(", ", growth.Names.Select(CSharpLiteral.String))})"
        : $"{Services}.GrowthSchema.Numbered({Number(growth.Min)}, {CSharpLiteral.String(growth.Prefix)}, {Number(growth.Names.Count)})";

    private static string? Options(InputProperty input) => input.Spec.Options.Count == 0 ? null
        : input.ChoiceType is not null ? $"Options = {input.ChoiceType}.Options"
        : $"OptionTokens = new[] {{ {string.Join(", ", input.Spec.Options.Select(CSharpLiteral.String))} }}";

    /// <summary>The initializer of the class; empty when there is nothing to say.</summary>
    public static string Facts(NodeClass node) => Initializer(
        node.IsKnown ? "IsKnown = true" : null,
        node.IsOutput ? "IsOutput = true" : null,
        node.Outputs.Count == 0 ? null : $"Outputs = new[] {{ {string.Join(", ", node.Outputs.Select(output => CSharpLiteral.String(output.Type)))} }}");

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Initializer(params string?[] members)
    {
        string text = string.Join(", ", members.OfType<string>());
        return text.Length == 0 ? "" : $" {{ {text} }}";
    }
}
