using System.Globalization;
using ComfyTyped.Compiler.Catalog;
using ComfyTyped.Compiler.Diagnostics;

namespace ComfyTyped.Compiler.Rules;

/// <summary>A link comes from a slot that its node has.</summary>
internal sealed class SlotIsThere() : LinkRule(RuleDescriptors.SlotOutOfRange)
{
    protected override Finding? Check(LinkInput link, CheckedNode? source)
    {
        if (source?.Declaration is not { } declaration)
            return null;
        int count = declaration.Class.Outputs.Count;
        return link.Value.SlotOf(count) is not null || (link.Value.Slot >= 0 && HasMoreThanItSays(declaration))
            ? null
            : Report(link.SlotSpan, source.ClassType, link.SlotToken, Slots(count), BuiltIn.Note(source));
    }

    /// <summary>
    /// Switches of custom packs put out anything from as many slots as are linked. Their tuple of types answers to any index, and the catalog shows its first.
    /// </summary>
    private static bool HasMoreThanItSays(NodeDeclaration declaration) =>
        declaration.Pack?.StartsWith("custom_nodes.", StringComparison.Ordinal) == true
        && declaration.Class.Outputs.Count > 0
        && declaration.Class.Outputs[declaration.Class.Outputs.Count - 1].Type == TypeName.Any;

    private static string Slots(int count) => count switch
    {
        0 => "it has no outputs",
        1 => "its only slot is 0",
        _ => $"its slots are 0 to {(count - 1).ToString(CultureInfo.InvariantCulture)}",
    };
}
