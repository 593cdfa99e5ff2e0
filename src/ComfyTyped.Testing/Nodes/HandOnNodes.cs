using ComfyTyped.Testing.Definitions;
using ComfyTyped.Testing.Python;

namespace ComfyTyped.Testing.Nodes;

/// <summary>
/// Nodes of which only the trace matters: loaders make a value that names its file, and the others hand on what they got with a
/// note of what they would have done to it.
/// </summary>
internal static class HandOnNodes
{
    private static readonly string[] Loaders =
    [
        "CheckpointLoader", "CheckpointLoaderSimple", "ImageOnlyCheckpointLoader", "unCLIPCheckpointLoader", "UNETLoader", "CLIPLoader",
        "DualCLIPLoader", "TripleCLIPLoader", "QuadrupleCLIPLoader", "VAELoader", "CLIPVisionLoader", "ControlNetLoader",
        "StyleModelLoader", "UpscaleModelLoader", "GLIGENLoader", "HypernetworkLoader",
    ];

    private static readonly string[] Changers =
    [
        "LoraLoader", "LoraLoaderModelOnly", "CLIPSetLastLayer", "ModelSamplingDiscrete", "ModelSamplingSD3", "ModelSamplingFlux",
        "ModelSamplingAuraFlow", "FreeU", "FreeU_V2", "RescaleCFG", "DifferentialDiffusion", "PatchModelAddDownscale", "TomePatchModel",
        "ControlNetApply", "ControlNetApplyAdvanced", "ConditioningSetArea", "ConditioningSetAreaPercentage", "ConditioningSetMask",
        "ConditioningSetTimestepRange", "ConditioningZeroOut", "FluxGuidance", "CLIPVisionEncode", "unCLIPConditioning",
        "StyleModelApply", "SetLatentNoiseMask", "KSamplerSelect", "FluxDisableGuidance",
    ];

    public static IEnumerable<NodeBehavior> All() => Loaders.Concat(Changers).Select(Simulate);

    private static NodeBehavior Simulate(string classType)
    {
        NodeDefinition definition = NodeDefinition.Core(classType);
        return new NodeBehavior(definition, node => NodeResult.OfAll(Outputs(definition, node)));
    }

    /// <summary>The n-th output of a type is the n-th input of that type, changed; a type that no input has is made here.</summary>
    private static IEnumerable<object?> Outputs(NodeDefinition definition, NodeContext node)
    {
        string step = Step(node);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (OutputSpec output in definition.Outputs)
        {
            InputSpec? input = definition.Inputs.FirstOrDefault(spec =>
                spec.Type == output.Type.ToString() && node.Inputs.TryGet(spec.Name, out Simulated? _) && taken.Add(spec.Name));
            yield return input is null ? new SimulatedModel($"{output.Type} of {step}") : node.Inputs.Get<Simulated>(input.Name).Then(step);
        }
    }

    /// <summary>The class with its other inputs: <c>LoraLoader(lora_name=x, strength_model=1.0)</c>.</summary>
    private static string Step(NodeContext node) =>
        $"{node.ClassType}({string.Join(", ", node.Inputs.Names.Order(StringComparer.Ordinal).Select(name => $"{name}={Text(node, name)}"))})";

    private static string Text(NodeContext node, string name) =>
        node.Inputs.Value(name) is Simulated simulated ? simulated.Lineage : PythonText.Str(node.Inputs.Value(name));
}
