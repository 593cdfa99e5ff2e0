using System.Globalization;

namespace ComfyTyped.Testing.Nodes;

/// <summary>Nodes that turn text into conditioning, and that combine conditionings.</summary>
internal static class ConditioningNodes
{
    public static IEnumerable<NodeBehavior> All() =>
    [
        BuiltInNodes.Core("CLIPTextEncode", node => Encode(node, node.Inputs.String("text"))),
        BuiltInNodes.Core("CLIPTextEncodeFlux", node => Encode(node, node.Inputs.String("t5xxl"))),
        BuiltInNodes.Core("CLIPTextEncodeSDXL", node => Encode(node, node.Inputs.String("text_g"))),
        BuiltInNodes.Core("CLIPTextEncodeSD3", node => Encode(node, node.Inputs.String("clip_l"))),
        BuiltInNodes.Core("ConditioningCombine", node => Join(node, "conditioning_1", "conditioning_2", "combined")),
        BuiltInNodes.Core("ConditioningConcat", node => Join(node, "conditioning_to", "conditioning_from", "concatenated")),
        BuiltInNodes.Core("ConditioningAverage", node => Join(node, "conditioning_to", "conditioning_from", Strength(node))),
    ];

    private static NodeResult Encode(NodeContext node, string text)
    {
        string clip = node.Inputs.Get<Simulated>("clip").Lineage;
        return NodeResult.Of(new Conditioning(text, $"{node.ClassType}({clip}): {text}"));
    }

    private static NodeResult Join(NodeContext node, string first, string second, string how)
    {
        Conditioning one = node.Inputs.Get<Conditioning>(first), other = node.Inputs.Get<Conditioning>(second);
        return NodeResult.Of(new Conditioning($"{one.Text} {other.Text}", $"({one.Lineage}) {how} with ({other.Lineage})"));
    }

    private static string Strength(NodeContext node) =>
        string.Create(CultureInfo.InvariantCulture, $"averaged at {node.Inputs.Float("conditioning_to_strength")}");
}
