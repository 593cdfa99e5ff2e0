using System.Text.Json;
using ComfyTyped.Testing.Python;

namespace ComfyTyped.Testing.Nodes;

/// <summary>Nodes that hold a value, and the one that shows any value as text.</summary>
internal static class PrimitiveNodes
{
    private static readonly string[] ClassTypes =
        ["PrimitiveInt", "PrimitiveFloat", "PrimitiveString", "PrimitiveStringMultiline", "PrimitiveBoolean"];

    public static IEnumerable<NodeBehavior> All() =>
    [
        .. ClassTypes.Select(classType => BuiltInNodes.Core(classType, node => NodeResult.Of(node.Inputs.Value("value")))),
        BuiltInNodes.Core("PreviewAny", node => NodeResult.None.Show("text", Text(node.Inputs.Value("source")))),
    ];

    /// <summary>Lists and objects are shown as JSON, everything else as Python's <c>str()</c> of it.</summary>
    private static string Text(object? value) =>
        value is JsonElement { ValueKind: JsonValueKind.Array or JsonValueKind.Object } json ? json.GetRawText() : PythonText.Str(value);
}
