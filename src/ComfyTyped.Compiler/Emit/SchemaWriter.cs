using ComfyTyped.Compiler.Models;
using ComfyTyped.Compiler.NodeTypes;

namespace ComfyTyped.Compiler.Emit;

/// <summary>Writes what a node class knows of itself at run time: enough to link, bypass and validate.</summary>
internal static class SchemaWriter
{
    /// <summary>The constructor call of an input, such as <c>InputSchema("steps", nameof(Steps), "INT") { IsRequired = true, Min = "1" }</c>.</summary>
    public static string Input(InputProperty input)
    {
        InputSpec spec = input.Spec;
        string type = spec.Type is "*" or "" ? "" : ", " + CSharpLiteral.String(spec.Type);
        return $"InputSchema({CSharpLiteral.String(spec.Name)}, nameof({input.Name}){type})" + Initializer(
            spec.IsRequired ? "IsRequired = true" : null,
            spec.IsSeed ? "IsSeed = true" : null,
            spec.Min is null ? null : $"Min = {CSharpLiteral.String(spec.Min)}",
            spec.Max is null ? null : $"Max = {CSharpLiteral.String(spec.Max)}",
            spec.Kind is InputKind.Choice or InputKind.Choices ? Options(input) : null);
    }

    private static string? Options(InputProperty input) => input.Spec.Options.Count == 0 ? null
        : input.ChoiceType is not null ? $"Options = {input.ChoiceType}.Options"
        : $"OptionTokens = new[] {{ {string.Join(", ", input.Spec.Options.Select(CSharpLiteral.String))} }}";

    /// <summary>The initializer of the class; empty when there is nothing to say.</summary>
    public static string Facts(NodeClass node) => Initializer(
        node.IsKnown ? "IsKnown = true" : null,
        node.IsOutput ? "IsOutput = true" : null,
        node.Outputs.Count == 0 ? null : $"Outputs = new[] {{ {string.Join(", ", node.Outputs.Select(output => CSharpLiteral.String(output.Type)))} }}");

    private static string Initializer(params string?[] members)
    {
        string text = string.Join(", ", members.OfType<string>());
        return text.Length == 0 ? "" : $" {{ {text} }}";
    }
}
